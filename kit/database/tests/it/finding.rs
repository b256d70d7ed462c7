use crate::bench::{Bench, Make};

crate::on_both_engines!(
    a_row_comes_back_as_it_was_written_and_what_is_absent_is_absent,
    a_row_that_is_not_there_is_no_error,
    a_column_of_another_type_is_an_error,
    nothing_is_found_once_the_database_is_closed,
);

/// A whole line of `thing`, what may be absent as such.
type Row = (String, Option<i64>, Option<Vec<u8>>, Option<String>);

async fn a_row_comes_back_as_it_was_written_and_what_is_absent_is_absent(bench: Bench) {
    let database = bench.open().await;
    assert_eq!(database.write_one(Make("a", Some(-7), Some("é"))).await.unwrap(), 1);
    assert_eq!(database.write_together(Make("b", None, None)).await.unwrap(), 1);
    let select = "SELECT name, number, bytes, note FROM thing WHERE name = $1";
    let found: Option<(String, i64, Vec<u8>, String)> = database.find(select, &["a".into()]).await.unwrap();
    assert_eq!(found, Some(("a".to_owned(), -7, b"\0\xff".to_vec(), "é".to_owned())));
    let found: Option<Row> = database.find(select, &["b".into()]).await.unwrap();
    assert_eq!(found, Some(("b".to_owned(), None, Some(b"\0\xff".to_vec()), None)));
}

async fn a_row_that_is_not_there_is_no_error(bench: Bench) {
    let database = bench.open().await;
    let found: Option<(String,)> =
        database.find("SELECT name FROM thing WHERE name = $1", &["a".into()]).await.unwrap();
    assert_eq!(found, None);
}

async fn a_column_of_another_type_is_an_error(bench: Bench) {
    let database = bench.open().await;
    database.write_one(Make("a", None, None)).await.unwrap();
    let select = "SELECT number FROM thing WHERE name = $1";
    assert!(database.find::<(i64,)>(select, &["a".into()]).await.is_err());
    assert!(database.find::<(Vec<u8>,)>("SELECT name FROM thing WHERE name = $1", &["a".into()]).await.is_err());
}

async fn nothing_is_found_once_the_database_is_closed(bench: Bench) {
    let database = bench.open().await;
    database.close().await;
    assert!(database.find::<(String,)>("SELECT name FROM thing", &[]).await.is_err());
    assert!(database.write_together(Make("a", None, None)).await.is_err());
}
