//! The tree in the database: what a checkpoint adds to it, and the subtrees that proofs are made of.

use std::ops::Range;

use database::{AssertSqlSafe, Database, Writing};

use crate::note;
use crate::tree::{self, Digest, Edge, Node};

/// Leaves of one checkpoint at most: its transaction stays short even when a whole former journal is taken up.
const LEAVES: i64 = 10_000;
/// Subtrees of `1 << 8`, `1 << 16`… leaves are kept.
const KEPT: u32 = 8;
/// Rows of one statement.
const ROWS: usize = 500;

/// Leaves that follow one another and are records that follow one another in one chain.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Run {
    /// The first one, from 0.
    pub leaf: i64,
    pub writer: String,
    /// Of the first one.
    pub sequence: i64,
    pub count: i64,
    /// The hash of its last record, where it was read.
    #[sqlx(default)]
    pub last: String,
}

/// What a checkpoint adds.
pub(crate) struct Growth {
    pub edge: Edge,
    pub runs: Vec<Run>,
    nodes: Vec<(Node, Digest)>,
}

#[derive(sqlx::FromRow)]
struct Chain {
    writer: String,
    sequence: i64,
    grown: i64,
}

/// The tree with the records that no checkpoint has, chain by chain.
pub(crate) async fn grow(writing: &mut Writing) -> Result<Growth, sqlx::Error> {
    let mut growth = Growth { edge: edge(writing).await?, runs: Vec::new(), nodes: Vec::new() };
    let chains: Vec<Chain> =
        sqlx::query_as("SELECT writer, sequence, grown FROM journal_chain WHERE sequence > grown ORDER BY writer")
            .fetch_all(&mut **writing)
            .await?;
    let mut room = LEAVES;
    for chain in chains {
        let to = chain.sequence.min(chain.grown + room);
        if to > chain.grown {
            room -= to - chain.grown;
            growth.take(writing, &chain, to).await?;
        }
    }
    Ok(growth)
}

impl Growth {
    /// The records of a chain up to `to`. One that is not there is no record to sign over.
    async fn take(&mut self, writing: &mut Writing, chain: &Chain, to: i64) -> Result<(), sqlx::Error> {
        let rows: Vec<(i64, String)> = sqlx::query_as(
            "SELECT sequence, hash FROM journal_record WHERE writer = $1 AND sequence > $2 AND sequence <= $3
             ORDER BY sequence",
        )
        .bind(&chain.writer)
        .bind(chain.grown)
        .bind(to)
        .fetch_all(&mut **writing)
        .await?;
        let leaf = self.edge.size().cast_signed();
        let mut run =
            Run { leaf, writer: chain.writer.clone(), sequence: chain.grown + 1, count: 0, last: String::new() };
        for (sequence, hash) in rows {
            if sequence != run.sequence + run.count {
                break;
            }
            let nodes = &mut self.nodes;
            self.edge.push(tree::leaf(hash.as_bytes()), |node, hash| {
                if node.level % KEPT == 0 {
                    nodes.push((node, hash));
                }
            });
            (run.count, run.last) = (run.count + 1, hash);
        }
        if run.sequence + run.count <= to {
            let missing = format!("record {} of {} is missing", run.sequence + run.count, run.writer);
            return Err(sqlx::Error::Protocol(missing));
        }
        self.runs.push(run);
        Ok(())
    }
}

async fn edge(writing: &mut Writing) -> Result<Edge, sqlx::Error> {
    let last: Option<(i64, String)> =
        sqlx::query_as("SELECT size, edge FROM journal_point ORDER BY number DESC LIMIT 1")
            .fetch_optional(&mut **writing)
            .await?;
    let Some((size, peaks)) = last else { return Ok(Edge::default()) };
    let peaks: Vec<String> = serde_json::from_str(&peaks).map_err(|error| sqlx::Error::Decode(error.into()))?;
    let peaks: Option<Vec<Digest>> = peaks.iter().map(|peak| note::digest(peak)).collect();
    peaks.and_then(|peaks| Edge::of(size.cast_unsigned(), peaks)).ok_or_else(|| unreadable("journal_point"))
}

/// Writes it down beside checkpoint `number`.
pub(crate) async fn keep(writing: &mut Writing, number: i64, growth: &Growth, note: &str) -> Result<(), sqlx::Error> {
    let peaks: Vec<String> = growth.edge.peaks().iter().map(note::base64).collect();
    let peaks = serde_json::to_string(&peaks).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query("INSERT INTO journal_point (number, size, edge, note) VALUES ($1, $2, $3, $4)")
        .bind(number)
        .bind(growth.edge.size().cast_signed())
        .bind(peaks)
        .bind(note)
        .execute(&mut **writing)
        .await?;
    for runs in growth.runs.chunks(ROWS) {
        let sql =
            format!("INSERT INTO journal_run (leaf, writer, sequence, count) VALUES {}", database::rows(runs.len(), 4));
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for run in runs {
            query = query.bind(run.leaf).bind(&run.writer).bind(run.sequence).bind(run.count);
        }
        query.execute(&mut **writing).await?;
    }
    for nodes in growth.nodes.chunks(ROWS) {
        let sql = format!("INSERT INTO journal_node (level, place, hash) VALUES {}", database::rows(nodes.len(), 3));
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (node, hash) in nodes {
            query = query.bind(i64::from(node.level)).bind(node.place.cast_signed()).bind(note::base64(hash));
        }
        query.execute(&mut **writing).await?;
    }
    Ok(())
}

/// The runs of these leaves, in order; the first one may begin before them.
pub(crate) async fn runs(database: &Database, leaves: &Range<u64>) -> Result<Vec<Run>, sqlx::Error> {
    sqlx::query_as(
        "SELECT leaf, writer, sequence, count FROM journal_run
         WHERE leaf < $2 AND leaf >= (SELECT COALESCE(MAX(leaf), 0) FROM journal_run WHERE leaf <= $1) ORDER BY leaf",
    )
    .bind(leaves.start.cast_signed())
    .bind(leaves.end.cast_signed())
    .fetch_all(database.read())
    .await
}

/// Which leaf a record is; `None`: no checkpoint has it yet, or nobody wrote it.
pub(crate) async fn leaf_of(database: &Database, writer: &str, sequence: i64) -> Result<Option<u64>, sqlx::Error> {
    let run: Option<Run> = sqlx::query_as(
        "SELECT leaf, writer, sequence, count FROM journal_run WHERE writer = $1 AND sequence <= $2
         ORDER BY sequence DESC LIMIT 1",
    )
    .bind(writer)
    .bind(sequence)
    .fetch_optional(database.read())
    .await?;
    let run = run.filter(|run| sequence < run.sequence + run.count);
    Ok(run.map(|run| (run.leaf + sequence - run.sequence).cast_unsigned()))
}

/// The hashes of these leaves, as the records say them. At most 256 of them are asked for at a time by who proves.
pub(crate) async fn leaves(database: &Database, leaves: Range<u64>) -> Result<Vec<Digest>, sqlx::Error> {
    let (from, to) = (leaves.start.cast_signed(), leaves.end.cast_signed());
    let mut hashes = Vec::with_capacity((to - from).max(0) as usize);
    for run in runs(database, &leaves).await? {
        let first = run.sequence + (from - run.leaf).max(0);
        let last = run.sequence + (to - run.leaf).min(run.count) - 1;
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT hash FROM journal_record WHERE writer = $1 AND sequence >= $2 AND sequence <= $3 ORDER BY sequence",
        )
        .bind(&run.writer)
        .bind(first)
        .bind(last)
        .fetch_all(database.read())
        .await?;
        hashes.extend(rows.into_iter().map(|(hash,)| tree::leaf(hash.as_bytes())));
    }
    Ok(hashes)
}

/// What each of these ranges of leaves hashes to, as a proof lists them.
pub(crate) async fn path(database: &Database, ranges: Vec<Range<u64>>) -> Result<Vec<Digest>, sqlx::Error> {
    let mut path = Vec::with_capacity(ranges.len());
    for range in ranges {
        let mut peaks = Vec::new();
        for node in tree::complete(&range) {
            peaks.push(subtree(database, node).await?);
        }
        path.push(tree::folded(&peaks));
    }
    Ok(path)
}

/// One complete subtree, from those below it that are kept, or from its leaves.
async fn subtree(database: &Database, node: Node) -> Result<Digest, sqlx::Error> {
    let kept =
        if node.level > 0 && node.level.is_multiple_of(KEPT) { node.level } else { node.level - node.level % KEPT };
    let count = 1_u64 << (node.level - kept);
    let places = node.place * count..(node.place + 1) * count;
    let below = if kept == 0 { leaves(database, places).await? } else { nodes(database, kept, places).await? };
    let mut edge = Edge::default();
    below.iter().for_each(|hash| edge.push(*hash, |_, _| {}));
    (edge.size() == count).then(|| edge.root()).ok_or_else(|| unreadable("journal_node"))
}

async fn nodes(database: &Database, level: u32, places: Range<u64>) -> Result<Vec<Digest>, sqlx::Error> {
    let rows: Vec<(String,)> =
        sqlx::query_as("SELECT hash FROM journal_node WHERE level = $1 AND place >= $2 AND place < $3 ORDER BY place")
            .bind(i64::from(level))
            .bind(places.start.cast_signed())
            .bind(places.end.cast_signed())
            .fetch_all(database.read())
            .await?;
    let hashes: Option<Vec<Digest>> = rows.iter().map(|(hash,)| note::digest(hash)).collect();
    hashes.ok_or_else(|| unreadable("journal_node"))
}

fn unreadable(table: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{table} does not hold the tree").into())
}
