use futures::future::BoxFuture;
use futures::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use sqlx::any::{AnyQueryResult, AnyRow, AnyStatement, AnyTypeInfo};
use sqlx::{Any, Describe, Either, Error, Execute, Executor, SqlStr};

use super::Lane;

/// One statement on whichever connection is free. All rows are read before the first is told: pages are small, and the
/// connection is free again.
impl<'lane> Executor<'lane> for &'lane Lane {
    type Database = Any;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Either<AnyQueryResult, AnyRow>, Error>>
    where
        'lane: 'e,
        E: 'q + Execute<'q, Any>,
    {
        let all = async move {
            let mut lent = self.lend().await?;
            let all: Result<Vec<_>, Error> = (&mut *lent).fetch_many(query).try_collect().await;
            Ok::<_, Error>(stream::iter(lent.after(all)?.into_iter().map(Ok)))
        };
        stream::once(all).try_flatten().boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<AnyRow>, Error>>
    where
        'lane: 'e,
        E: 'q + Execute<'q, Any>,
    {
        Box::pin(async move {
            let mut lent = self.lend().await?;
            let found = (&mut *lent).fetch_optional(query).await;
            lent.after(found)
        })
    }

    fn prepare_with<'e>(self, sql: SqlStr, parameters: &'e [AnyTypeInfo]) -> BoxFuture<'e, Result<AnyStatement, Error>>
    where
        'lane: 'e,
    {
        Box::pin(async move {
            let mut lent = self.lend().await?;
            let prepared = (&mut *lent).prepare_with(sql, parameters).await;
            lent.after(prepared)
        })
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Any>, Error>>
    where
        'lane: 'e,
    {
        Box::pin(async move {
            let mut lent = self.lend().await?;
            let described = (&mut *lent).describe(sql).await;
            lent.after(described)
        })
    }
}
