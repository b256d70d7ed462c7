//! The Merkle tree over all records (RFC 6962 §2.1, RFC 9162 §2.1): SHA-256, one octet that tells a leaf (0) from a node (1).
//! Nothing here reads or writes: who proves looks the subtrees up that are named here, who verifies needs nothing else.

use std::ops::Range;

use aws_lc_rs::digest::{Context, SHA256};

pub type Digest = [u8; 32];

/// A complete subtree: `1 << level` leaves from `place << level` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    pub level: u32,
    pub place: u64,
}

/// The right edge of a tree: what it needs to grow, and to say its root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    /// Complete subtrees, the largest first.
    peaks: Vec<Digest>,
}

impl Edge {
    /// `None`: a tree of this size has another number of complete subtrees.
    pub fn of(size: u64, peaks: Vec<Digest>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn peaks(&self) -> &[Digest] {
        &self.peaks
    }

    /// One leaf more; `made` hears of every subtree that is complete now.
    pub fn push(&mut self, leaf: Digest, mut made: impl FnMut(Node, Digest)) {
        let (mut node, mut hash) = (Node { level: 0, place: self.size }, leaf);
        while node.place & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            hash = joined(&left, &hash);
            node = Node { level: node.level + 1, place: node.place >> 1 };
            made(node, hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    pub fn root(&self) -> Digest {
        folded(&self.peaks)
    }
}

/// `MTH({d})`.
pub fn leaf(entry: &[u8]) -> Digest {
    sha256(&[&[0], entry])
}

fn joined(left: &Digest, right: &Digest) -> Digest {
    sha256(&[&[1], left, right])
}

/// The hash of complete subtrees that stand side by side, each smaller than the one before; of none: `MTH({})`.
pub fn folded(peaks: &[Digest]) -> Digest {
    let mut rest = peaks.iter().rev();
    let Some(last) = rest.next() else { return sha256(&[]) };
    rest.fold(*last, |right, left| joined(left, &right))
}

fn sha256(parts: &[&[u8]]) -> Digest {
    let mut context = Context::new(&SHA256);
    parts.iter().for_each(|part| context.update(part));
    let mut digest = Digest::default();
    digest.copy_from_slice(context.finish().as_ref());
    digest
}

/// The complete subtrees that make up these leaves, from left to right.
pub fn complete(leaves: &Range<u64>) -> Vec<Node> {
    let (mut from, mut nodes) = (leaves.start, Vec::new());
    while from < leaves.end {
        let room = (leaves.end - from).ilog2();
        let level = if from == 0 { room } else { room.min(from.trailing_zeros()) };
        nodes.push(Node { level, place: from >> level });
        from += 1 << level;
    }
    nodes
}

/// Which leaves each hash of the inclusion proof covers, from the sibling of the leaf up (RFC 6962 §2.1.1).
/// `index` is less than `size`.
pub fn inclusion(index: u64, size: u64) -> Vec<Range<u64>> {
    let (mut from, mut to, mut path) = (0, size, Vec::new());
    while to - from > 1 {
        let middle = from + half(to - from);
        if index < middle {
            path.push(middle..to);
            to = middle;
        } else {
            path.push(from..middle);
            from = middle;
        }
    }
    path.reverse();
    path
}

/// The same for the consistency proof between two sizes, `first` not more than `second` (RFC 6962 §2.1.2).
pub fn consistency(first: u64, second: u64) -> Vec<Range<u64>> {
    let (mut from, mut to, mut path) = (0, second, Vec::new());
    if first == 0 {
        return path;
    }
    while first < to {
        let middle = from + half(to - from);
        if first <= middle {
            path.push(middle..to);
            to = middle;
        } else {
            path.push(from..middle);
            from = middle;
        }
    }
    // what the smaller tree has as a whole, its reader knows
    if from > 0 {
        path.push(from..to);
    }
    path.reverse();
    path
}

/// The largest power of two below `count`, which is at least 2.
fn half(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// Whether this leaf is at this place of the tree (RFC 9162 §2.1.3.2).
pub fn included(leaf: Digest, (index, size): (u64, u64), path: &[Digest], root: &Digest) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = joined(sibling, &hash);
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            hash = joined(&hash, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether the second tree begins with the whole of the first (RFC 9162 §2.1.4.2).
pub fn consistent((first, old): (u64, &Digest), (second, new): (u64, &Digest), path: &[Digest]) -> bool {
    match first {
        0 => return path.is_empty() && *old == folded(&[]),
        _ if first > second => return false,
        _ if first == second => return path.is_empty() && old == new,
        _ => {}
    }
    let known = first.is_power_of_two().then_some(old);
    let mut hashes = known.into_iter().chain(path);
    let Some(start) = hashes.next() else { return false };
    let shared = (first - 1).trailing_ones();
    let (mut at, mut last) = ((first - 1) >> shared, (second - 1) >> shared);
    let (mut before, mut after) = (*start, *start);
    for hash in hashes {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            (before, after) = (joined(hash, &before), joined(hash, &after));
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            after = joined(&after, hash);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && before == *old && after == *new
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
