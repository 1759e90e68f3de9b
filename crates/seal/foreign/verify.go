// Verifies a log's published files with Go's own golang.org/x/mod/sumdb/{note,tlog}, as Debian packages them: nothing of ours.
// verify FOLDER KEY OLD-CHECKPOINT
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "golang.org/x/mod:", err)
		os.Exit(1)
	}
}

func refused(what string, err error) {
	if err == nil {
		must(fmt.Errorf("%s was accepted", what))
	}
}

// files reads tiles under their C2SP paths: those of x/mod without the height.
type files struct{ folder string }

func (f files) Height() int                    { return 8 }
func (f files) SaveTiles([]tlog.Tile, [][]byte) {}
func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(f.folder, path))
		if err != nil {
			return nil, err
		}
		all = append(all, bytes)
	}
	return all, nil
}

func open(text []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("no checkpoint of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != 32 {
		return tlog.Tree{}, fmt.Errorf("no root: %q", lines[2])
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// same tells whether two notes say the same in another spelling: Go reads base64 whose unused last bits are set, too.
func same(a, b []byte) bool {
	cut := func(text []byte) (string, string) {
		at := strings.LastIndex(string(text), " ")
		blob, _ := base64.StdEncoding.DecodeString(strings.TrimSuffix(string(text[at+1:]), "\n"))
		return string(text[:at]), string(blob)
	}
	headA, blobA := cut(a)
	headB, blobB := cut(b)
	return headA == headB && blobA == blobB && len(blobA) > 0
}

// entry reads the entry at a place out of its bundle.
func entry(folder string, place, size int64) []byte {
	tile := tlog.Tile{H: 8, L: 0, N: place / 256, W: 256}
	if rest := size - tile.N*256; rest < 256 {
		tile.W = int(rest)
	}
	path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
	bundle, err := os.ReadFile(filepath.Join(folder, path))
	must(err)
	for i := int64(0); i < place%256; i++ {
		bundle = bundle[2+binary.BigEndian.Uint16(bundle):]
	}
	return bundle[2 : 2+binary.BigEndian.Uint16(bundle)]
}

func main() {
	folder, key, oldPath := os.Args[1], os.Args[2], os.Args[3]
	verifier, err := note.NewVerifier(key)
	must(err)
	newest, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	must(err)
	tree, err := open(newest, verifier)
	must(err)
	for i := range newest {
		changed := append([]byte{}, newest...)
		changed[i] ^= 1
		if same(newest, changed) {
			continue
		}
		_, err := open(changed, verifier)
		refused(fmt.Sprintf("a checkpoint with byte %d changed", i), err)
	}
	reader := tlog.TileHashReader(tree, files{folder})
	places := 0
	step := tree.N/97 + 1
	for place := int64(0); place < tree.N; place += step {
		proof, err := tlog.ProveRecord(tree.N, place, reader)
		must(err)
		bytes := entry(folder, place, tree.N)
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, place, tlog.RecordHash(bytes)))
		bytes = append([]byte{}, bytes...)
		bytes[len(bytes)/2] ^= 1
		refused("a changed entry", tlog.CheckRecord(proof, tree.N, tree.Hash, place, tlog.RecordHash(bytes)))
		for i := range proof {
			proof[i][i%32] ^= 1
			refused("a changed proof", tlog.CheckRecord(proof, tree.N, tree.Hash, place, tlog.RecordHash(entry(folder, place, tree.N))))
			proof[i][i%32] ^= 1
		}
		places++
	}
	text, err := os.ReadFile(oldPath)
	must(err)
	old, err := open(text, verifier)
	must(err)
	if old.N >= tree.N {
		must(fmt.Errorf("the old checkpoint has %d leaves, the new one %d", old.N, tree.N))
	}
	proof, err := tlog.ProveTree(tree.N, old.N, reader)
	must(err)
	must(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
	old.Hash[7] ^= 1
	refused("another old root", tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
	fmt.Printf("golang.org/x/mod: checkpoint of %d leaves, %d entries and the continuation of %d leaves are good; every change was refused\n", tree.N, places, old.N)
}
