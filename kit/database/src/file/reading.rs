use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use sqlx::Error;

use super::{find, open};
use crate::{Found, Value};

/// Connections that cannot write, for reads by key on the thread that asks. As many as there are threads that ask at
/// once: a read waits for nobody, and is over before its thread does anything else.
#[derive(Clone, Debug)]
pub(crate) struct Readers(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    prelude: &'static str,
    /// `None`: closed.
    resting: Mutex<Option<Vec<Connection>>>,
}

impl Readers {
    pub fn new(path: PathBuf, prelude: &'static str) -> Self {
        Self(Arc::new(Inner { path, prelude, resting: Mutex::new(Some(Vec::new())) }))
    }

    pub fn find<F: Found>(&self, statement: &str, values: &[Value<'_>]) -> Result<Option<F>, Error> {
        let resting = self.with(|resting| resting.as_mut().map(Vec::pop)).ok_or(Error::PoolClosed)?;
        let connection = match resting {
            Some(connection) => connection,
            None => open(&self.0.path, self.0.prelude)?,
        };
        let found = find(&connection, statement, values);
        self.with(|resting| {
            if let Some(resting) = resting {
                resting.push(connection);
            }
        });
        found
    }

    pub fn close(&self) {
        drop(self.with(Option::take));
    }

    fn with<T>(&self, on: impl FnOnce(&mut Option<Vec<Connection>>) -> T) -> T {
        on(&mut self.0.resting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
