package main

import (
	"crypto/sha256"
	"fmt"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

type treesFile struct {
	Roots []string
	Trees []struct {
		Size      int64
		Root      string
		Tiles     []struct{ Path, Sha256 string }
		Inclusion []struct {
			Index int64
			Path  []string
		}
		Consistency []struct {
			From int64
			Path []string
		}
	}
}

// checkTrees computes every root, tile and proof of the file again.
func checkTrees(folder string) error {
	var file treesFile
	if err := readFile(folder, "trees.json", &file); err != nil {
		return err
	}
	a := &audit{}
	proofs := 0
	for _, tree := range file.Trees {
		for int64(len(a.leaves)) < tree.Size {
			if err := a.append([]byte(strconv.Itoa(len(a.leaves)))); err != nil {
				return err
			}
		}
		a.now.size = tree.Size
		if err := a.sameRoot(tree.Size, tree.Root); err != nil {
			return err
		}
		if err := a.sameTiles(tree.Size, tree.Tiles); err != nil {
			return err
		}
		for _, one := range tree.Inclusion {
			proof, err := tlog.ProveRecord(tree.Size, one.Index, tlog.HashReaderFunc(a.read))
			if err != nil || !sameHashes(proof, one.Path) {
				return fmt.Errorf("another audit path of %d in %d: %v", one.Index, tree.Size, err)
			}
			proofs++
		}
		for _, one := range tree.Consistency {
			proof, err := tlog.ProveTree(tree.Size, one.From, tlog.HashReaderFunc(a.read))
			if err != nil || !sameHashes(proof, one.Path) {
				return fmt.Errorf("another proof from %d to %d: %v", one.From, tree.Size, err)
			}
			proofs++
		}
	}
	for i, root := range file.Roots {
		if err := a.sameRoot(int64(i+1), root); err != nil {
			return err
		}
	}
	fmt.Printf("trees: %d roots, %d sizes, %d proofs\n", len(file.Roots), len(file.Trees), proofs)
	return nil
}

func (a *audit) sameRoot(size int64, want string) error {
	root, err := tlog.TreeHash(size, tlog.HashReaderFunc(a.read))
	if err == nil && fmt.Sprintf("%x", root[:]) != want {
		err = fmt.Errorf("another root at size %d", size)
	}
	return err
}

func (a *audit) sameTiles(size int64, tiles []struct{ Path, Sha256 string }) error {
	at := 0
	for level := 0; size > 0; level, size = level+1, size/256 {
		for index := int64(0); index*256 < size; index++ {
			width := widthAt(size, index)
			bytes, err := a.hashesOf(level, index, width)
			if err != nil {
				return err
			}
			path := tilePath(strconv.Itoa(level), index, width)
			if at >= len(tiles) || path != "/"+tiles[at].Path || fmt.Sprintf("%x", sha256.Sum256(bytes)) != tiles[at].Sha256 {
				return fmt.Errorf("another tile %s", path)
			}
			at++
		}
	}
	if at != len(tiles) {
		return fmt.Errorf("%d tiles too many", len(tiles)-at)
	}
	return nil
}

func sameHashes(found []tlog.Hash, want []string) bool {
	for i, hash := range found {
		if i >= len(want) || fmt.Sprintf("%x", hash[:]) != want[i] {
			return false
		}
	}
	return len(found) == len(want)
}
