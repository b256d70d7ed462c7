//! What comes out of a statement: a row as a tuple of its columns, in their order.

use rusqlite::types::FromSql;
use sqlx::any::AnyRow;
use sqlx::{Any, Decode, Error, Row as _, Type};

use crate::file;

/// A row, read from either engine. `String`, `i64`, `Vec<u8>` and `Option` of them, up to eight.
pub trait Found: Sized + Send + Unpin + 'static {
    #[doc(hidden)]
    fn in_file(row: &rusqlite::Row<'_>) -> Result<Self, Error>;

    #[doc(hidden)]
    fn on_server(row: &AnyRow) -> Result<Self, Error>;
}

/// One column.
pub trait Column: FromSql + for<'r> Decode<'r, Any> + Type<Any> + Send + Unpin + 'static {}

impl<T: FromSql + for<'r> Decode<'r, Any> + Type<Any> + Send + Unpin + 'static> Column for T {}

macro_rules! found {
    ($($column:ident $at:literal),+) => {
        impl<$($column: Column),+> Found for ($($column,)+) {
            fn in_file(row: &rusqlite::Row<'_>) -> Result<Self, Error> {
                Ok(($(row.get::<_, $column>($at).map_err(file::error)?,)+))
            }

            fn on_server(row: &AnyRow) -> Result<Self, Error> {
                Ok(($(row.try_get::<$column, _>($at)?,)+))
            }
        }
    };
}

found!(A 0);
found!(A 0, B 1);
found!(A 0, B 1, C 2);
found!(A 0, B 1, C 2, D 3);
found!(A 0, B 1, C 2, D 3, E 4);
found!(A 0, B 1, C 2, D 3, E 4, F 5);
found!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
found!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
