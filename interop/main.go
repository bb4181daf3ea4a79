// interop is a second implementation of docs/spec, to find what the specification leaves open and what the first
// one has wrong. It shares no code with it: the tree and notes are those of golang.org/x/mod.
//
//	interop vectors FOLDER                      the frozen vectors: replay, refusals, signatures
//	interop audit URL KEY [OLDER-CHECKPOINT]    a served log: every entry, tile and header
//	interop proof FILE LEAF-HASH KEY            a kept proof
//	interop bundle FILE KEY                     an exported record, replayed
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	command := ""
	if len(args) > 0 {
		command, args = args[0], args[1:]
	}
	switch {
	case command == "vectors" && len(args) == 1:
		return checkVectors(args[0])
	case command == "audit" && len(args) == 2:
		return auditLog(args[0], args[1], "")
	case command == "audit" && len(args) == 3:
		return auditLog(args[0], args[1], args[2])
	case command == "proof" && len(args) == 3:
		return checkProof(args[0], args[1], args[2])
	case command == "bundle" && len(args) == 2:
		return verifyBundle(args[0], args[1])
	}
	return fmt.Errorf("interop vectors FOLDER | audit URL KEY [OLDER] | proof FILE LEAF-HASH KEY | bundle FILE KEY")
}
