package store_test

func serveWriter() bool { return false }
