"""Opens Word files in LibreOffice, settles every tracked change, says what is left.

settle.py SOFFICE FOLDER FILE... prints {file: {"reject": [paragraph], "accept": [paragraph]}}.
FOLDER holds the profile, so that no other LibreOffice is disturbed.
"""
import json, os, subprocess, sys, time
import uno
from com.sun.star.beans import PropertyValue

soffice, folder, files = sys.argv[1], sys.argv[2], sys.argv[3:]

def words(paragraph):
    """The text of a paragraph, a footnote as [^mark text] at its place."""
    out, portions = "", paragraph.createEnumeration()
    while portions.hasMoreElements():
        portion = portions.nextElement()
        if portion.TextPortionType == "Footnote":
            note = portion.Footnote  # its Label is a mark that was typed, there and before its text
            out += "[^%s %s]" % (portion.getString(), note.getString().removeprefix(note.Label).strip())
        elif portion.TextPortionType == "Text":
            out += portion.getString()
    return out


pipe = "concord%d" % os.getpid()
office = subprocess.Popen([soffice, "-env:UserInstallation=file://" + folder, "--headless", "--norestore",
                           "--accept=pipe,name=%s;urp;" % pipe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for attempt in range(300):
        try:
            ctx = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            break
        except Exception:
            if office.poll() not in (None, 81):
                sys.exit("soffice ended with status %s" % office.poll())
            time.sleep(0.2)
    else:
        sys.exit("soffice does not answer")
    desktop = ctx.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", ctx)
    dispatcher = ctx.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", ctx)
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    said = {}
    for file in files:
        said[file] = {}
        for verb in ("reject", "accept"):
            doc = desktop.loadComponentFromURL("file://" + file, "_blank", 0, (hidden,))
            frame = doc.getCurrentController().getFrame()
            dispatcher.executeDispatch(frame, ".uno:%sAllTrackedChanges" % verb.capitalize(), "", 0, ())
            paragraphs = doc.getText().createEnumeration()
            left = []
            while paragraphs.hasMoreElements():
                left.append(words(paragraphs.nextElement()))
            said[file][verb] = left
            doc.close(True)
    json.dump(said, sys.stdout)
    try:
        desktop.terminate()
    except Exception:
        pass
finally:
    try:
        office.wait(10)
    except subprocess.TimeoutExpired:
        office.kill()
