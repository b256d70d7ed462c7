use super::*;

/// The reference entries of Certificate Transparency, and the roots that its authors published for them.
const ENTRIES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn hex(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn leaves(count: u64) -> Vec<Digest> {
    (0..count).map(|number| leaf(&number.to_be_bytes())).collect()
}

fn root(leaves: &[Digest]) -> Digest {
    let mut edge = Edge::default();
    leaves.iter().for_each(|leaf| edge.push(*leaf, |_, _| {}));
    edge.root()
}

/// What a store would answer.
fn hashes(leaves: &[Digest], ranges: Vec<Range<u64>>) -> Vec<Digest> {
    ranges.into_iter().map(|range| root(&leaves[range.start as usize..range.end as usize])).collect()
}

#[test]
fn the_roots_are_those_of_certificate_transparency() {
    assert_eq!(
        folded(&[]).to_vec(),
        hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        "a tree without leaves"
    );
    let mut edge = Edge::default();
    for (entry, expected) in ENTRIES.into_iter().zip(ROOTS) {
        edge.push(leaf(&hex(entry)), |_, _| {});
        assert_eq!(edge.root().to_vec(), hex(expected), "{} leaves", edge.size());
    }
}

#[test]
fn every_leaf_of_every_tree_is_proven_and_at_no_other_place() {
    let all = leaves(70);
    for size in 1..=70_u64 {
        let (tree, head) = (&all[..size as usize], root(&all[..size as usize]));
        for index in 0..size {
            let path = hashes(tree, inclusion(index, size));
            assert!(included(tree[index as usize], (index, size), &path, &head), "{index} of {size}");
            let other = all[(index as usize + 1) % 70];
            assert!(!included(other, (index, size), &path, &head), "another leaf at {index} of {size}");
            assert!(!included(tree[index as usize], (index + 1, size), &path, &head), "{index} of {size} elsewhere");
            let longer: Vec<_> = path.iter().copied().chain([head]).collect();
            assert!(!included(tree[index as usize], (index, size), &longer, &head), "a proof that goes on");
            if let Some((_, shorter)) = path.split_last() {
                assert!(!included(tree[index as usize], (index, size), shorter, &head), "a proof that stops");
            }
        }
        assert!(!included(tree[0], (size, size), &[], &head), "beyond the end");
    }
}

#[test]
fn every_tree_is_proven_to_begin_with_every_smaller_one_and_with_no_other() {
    let all = leaves(40);
    let mut forged = all.clone();
    forged[0] = leaf(b"forged");
    for second in 1..=40_u64 {
        let new = root(&all[..second as usize]);
        for first in 0..=second {
            let old = root(&all[..first as usize]);
            let path = hashes(&all, consistency(first, second));
            assert!(consistent((first, &old), (second, &new), &path), "{first} of {second}");
            let other = root(&forged[..first as usize]);
            assert!(first == 0 || !consistent((first, &other), (second, &new), &path), "{first} of {second}, forged");
            let rewritten = root(&forged[..second as usize]);
            assert!(first == 0 || !consistent((first, &old), (second, &rewritten), &path), "{first} in a forged one");
        }
        assert!(!consistent((second + 1, &new), (second, &new), &[]), "a tree that became smaller");
    }
}

#[test]
fn subtrees_cover_their_leaves_once_and_are_what_the_edge_told() {
    let all = leaves(200);
    let mut told = Vec::new();
    let mut edge = Edge::default();
    all.iter().for_each(|leaf| edge.push(*leaf, |node, hash| told.push((node, hash))));
    for (from, to) in [(0, 200), (128, 200), (64, 128), (192, 199), (7, 8), (5, 5)] {
        let nodes = complete(&(from..to));
        let covered: Vec<u64> =
            nodes.iter().flat_map(|node| node.place << node.level..(node.place + 1) << node.level).collect();
        assert_eq!(covered, (from..to).collect::<Vec<_>>());
        for node in nodes.iter().filter(|node| node.level > 0) {
            let range = (node.place << node.level) as usize..((node.place + 1) << node.level) as usize;
            assert!(told.contains(&(*node, root(&all[range]))), "{node:?}");
        }
    }
    assert_eq!(Edge::of(200, edge.peaks().to_vec()), Some(edge));
    assert_eq!(Edge::of(3, vec![Digest::default()]), None);
}
