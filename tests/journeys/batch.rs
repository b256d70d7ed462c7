//! Many people by one upload at the portal, over the network and on PostgreSQL: an operator with 45 establishments and 800 people
//! (003) sends one workbook, reads what would come of it, confirms, follows, and takes the report.

mod operator;
mod workbook;

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use harness::Sandbox;
use scraper::{Html, Selector};

use crate::engines::postgres;
use crate::registration::{Portal, number_mailed};
use crate::surfer::Answer;
use operator::{PEOPLE, PLACES};

/// What a person waits for the preview, and what they may come back after. A build without optimisation, its cores shared.
const PREVIEW: Duration = Duration::from_secs(60);
const WORK: Duration = Duration::from_secs(300);
/// By how much the process may grow: the workbook inflated, its lines, and one transaction at a time.
const GROWTH_MB: u64 = 96;
const DECLARED: [&str; 4] =
    ["lot_face_a_face", "lot_diplomes_verifies", "lot_besoin_verifie", "lot_conditions_acceptees"];
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Sends a file as the browser's form does.
async fn upload(desk: &Portal<'_>, (name, kind, bytes): (&str, &str, &[u8])) -> Answer {
    let form = desk.get("bureau/lots").await.form_with("fichier");
    let boundary = "----a-file-of-800-people";
    let mut body = Vec::new();
    for (field, value) in form.fields.iter().filter(|(field, _)| field != "fichier") {
        let part = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let head = format!("Content-Disposition: form-data; name=\"fichier\"; filename=\"{name}\"\r\nContent-Type: {kind}");
    body.extend(format!("--{boundary}\r\n{head}\r\n\r\n").into_bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
    let request = desk.surfer.http.post(form.action.clone());
    let request = request.header("content-type", format!("multipart/form-data; boundary={boundary}"));
    let request = request.header("origin", form.action.origin().ascii_serialization()).timeout(PREVIEW * 3);
    desk.follow(desk.surfer.send(request.body(body)).await).await
}

/// `Prête` and how many, as the page shows it, `Prêtes` where there are several; nothing where no line is so.
fn count(page: &Answer, state: &str) -> usize {
    let html = Html::parse_document(&page.body);
    let [items, value, badge] =
        ["li.stat", ".stat__value", ".badge"].map(|css| Selector::parse(css).expect("a selector"));
    let text = |item: &scraper::ElementRef<'_>, inside: &Selector| {
        item.select(inside).flat_map(|one| one.text().collect::<Vec<_>>()).collect::<String>().trim().to_owned()
    };
    let found = html.select(&items).find(|item| text(item, &badge).trim_end_matches('s') == state);
    found.map_or(0, |item| text(&item, &value).parse().expect("a number"))
}

/// What stands in the row of this line, spaces and hyphens as anybody types them.
fn said_of(page: &Answer, line: usize) -> String {
    let html = Html::parse_document(&page.body);
    let rows = Selector::parse("tbody tr").expect("a selector");
    let texts = html.select(&rows).map(|row| row.text().collect::<String>().replace(['\u{a0}', '\u{202f}'], " "));
    let start = format!("Ligne {line} ");
    let mut texts = texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    texts.find(|text| text.starts_with(&start)).unwrap_or_else(|| panic!("no line {line}: {}", page.body))
}

/// Until the work is done: how often a newer page was worth it, and the last one.
async fn followed(desk: &Portal<'_>, path: &str) -> (u32, Answer) {
    let (start, mut steps, mut last) = (Instant::now(), 0, 0);
    loop {
        let page = desk.get(path).await;
        if page.body.contains(" : terminé") || page.body.contains("\u{a0}: terminé") {
            return (steps, page);
        }
        let done: u64 = page.text_attribute("progress", "value").parse().expect("a number");
        assert!(done >= last && done <= page.text_attribute("progress", "max").parse().expect("a number"), "{done}");
        steps += u32::from(done > last);
        last = done;
        while desk.get(&format!("{path}/etat?faites={done}")).await.status == 204 {
            assert!(start.elapsed() < WORK, "after {:?}, {done} lines are done", start.elapsed());
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

/// Eleven digits of each line that got a number.
fn numbers(report: &str) -> HashSet<String> {
    let registered = report.lines().filter(|line| line.contains("\"Inscrite\""));
    let numbers = registered.map(|line| line.split("\";\"").nth(5).unwrap_or_default().to_owned());
    numbers.filter(|number| number.len() == 11).collect()
}

/// Megabytes that the process holds (`VmRSS`), or held at most (`VmHWM`).
fn megabytes(sandbox: &Sandbox, what: &str) -> u64 {
    let pid = sandbox.manifest["pid"].as_u64().expect("a process");
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a running process");
    let line = status.lines().find_map(|line| line.strip_prefix(what)).expect("what the kernel tells");
    line.trim_start_matches(':').trim().trim_end_matches("kB").trim().parse::<u64>().expect("a number") / 1_024
}

/// The most that it holds is counted from now on.
fn count_memory_again(sandbox: &Sandbox) {
    let pid = sandbox.manifest["pid"].as_u64().expect("a process");
    std::fs::write(format!("/proc/{pid}/clear_refs"), "5").expect("our own process");
}

struct OnPostgres {
    sandbox: Sandbox,
    database: String,
    _folder: tempfile::TempDir,
}

async fn on_postgres() -> OnPostgres {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, database) = (folder.path().join("registry"), postgres::database());
    std::fs::write(&address, &database).expect("the address of an engine");
    let sandbox = Sandbox::start_with(&["--registry-sql-file", address.to_str().expect("a readable path")]);
    operator::open_the_establishments(&database, &sandbox).await;
    OnPostgres { sandbox, database, _folder: folder }
}

/// What the page says of every line before anybody is written.
fn foretold(preview: &Answer) {
    let refused = operator::refused();
    assert_eq!((count(preview, "Prête"), count(preview, "Refusée")), (PEOPLE, refused.len()), "{}", preview.body);
    for (line, said) in &refused {
        assert!(said_of(preview, *line).contains(said), "line {line}: {}", said_of(preview, *line));
    }
    assert!(
        preview.body.contains("Service") && preview.body.contains("feuille Lisez-moi"),
        "what was not read is told"
    );
    assert_eq!((0..PLACES).filter(|rank| preview.body.contains(&format!("EHPAD FICTIF {rank}<"))).count(), PLACES);
}

/// Confirmed, followed to its end; how long it took.
async fn confirmed(desk: &Portal<'_>, preview: &Answer, path: &str) -> (Duration, Answer) {
    let form = preview.forms().into_iter().find(|form| form.action == preview.url).expect("the form that confirms");
    let declared: Vec<_> = DECLARED.map(|box_| (box_, "oui")).into_iter().chain([("action", "lancer")]).collect();
    let start = Instant::now();
    let launched = desk.follow(desk.surfer.submit(&form, &declared).await).await;
    assert_eq!(launched.status, 200, "{}", launched.body);
    let (steps, end) = followed(desk, path).await;
    assert!(steps > 2, "the progress shows while it goes on: {steps}");
    (start.elapsed(), end)
}

// requirement: GES-13 SIT-06 ENR-07 GES-22 COL-04 COL-06 NOT-01
#[tokio::test]
async fn eight_hundred_people_of_45_establishments_are_registered_by_one_workbook() {
    let OnPostgres { sandbox, database, _folder } = on_postgres().await;
    let desk = Portal::with_card(&sandbox, "directrice").await;
    let bytes = operator::workbook().bytes();
    let before = megabytes(&sandbox, "VmRSS");
    count_memory_again(&sandbox);

    let start = Instant::now();
    let preview = upload(&desk, ("personnel.xlsx", SHEET, &bytes)).await;
    let preview_took = start.elapsed();
    foretold(&preview);
    let path = preview.url.path().trim_start_matches('/').to_owned();
    let (work_took, end) = confirmed(&desk, &preview, &path).await;
    let peak = megabytes(&sandbox, "VmHWM");
    println!("preview {preview_took:?}, registered {work_took:?}, {before} MB before, {peak} MB at most");

    assert_eq!((count(&end, "Inscrite"), count(&end, "Refusée")), (PEOPLE, operator::refused().len()), "{}", end.body);
    let report = desk.get(&format!("{path}/compte-rendu.csv")).await.body;
    assert_eq!(numbers(&report).len(), PEOPLE, "one number each, none twice");
    operator::all_mailed(&database).await;
    // the sandbox's inbox keeps the last few hundred
    let last = number_mailed(&sandbox, &format!("p{}@exemple.test", PEOPLE - 1)).await;
    assert!(numbers(&report).contains(&last), "{last} was mailed and is not reported");
    assert!(preview_took < PREVIEW && work_took < WORK, "the preview took {preview_took:?}, the work {work_took:?}");
    assert!(peak.saturating_sub(before) < GROWTH_MB, "from {before} to {peak} MB");

    // the corrected file is sent whole: whoever is there stays as they are
    let again = upload(&desk, ("personnel-2.xlsx", SHEET, &bytes)).await;
    assert_eq!((count(&again, "Déjà en place"), count(&again, "Prête")), (PEOPLE, 0), "{}", again.body);
}

/// What spreadsheets of other makes send, by the same door.
#[tokio::test]
async fn a_file_of_another_make_is_read_or_says_how_to_save_it() {
    let sandbox = Sandbox::start();
    let desk = Portal::with_card(&sandbox, "directrice").await;
    let ods =
        std::fs::read(Path::new(&harness::root()).join("registry/tableur/tests/data/odfpy.ods")).expect("the file");
    let refused = upload(&desk, ("personnel.ods", "application/vnd.oasis.opendocument.spreadsheet", &ods)).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("LibreOffice") && refused.body.contains("Excel 2007-365"), "{}", refused.body);

    let header = operator::COLUMNS.join(";");
    let row = "Madame;FICTIF-L’ÉTÉ;Zoé;04/02/1988;Lomme;carte;zoe@exemple.test;06 39 98 00 90;690990114;Aide-soignant;GENR11;01/12/2026;";
    let text = format!("{header};;\r\n{row};;\r\n;;;;;;;;;;;;;;\r\n;;;;;;;;;;;;;;\r\n");
    for (name, bytes) in [
        ("excel.csv", encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()),
        ("excel-utf8.csv", format!("\u{feff}{text}").into_bytes()),
    ] {
        let preview = upload(&desk, (name, "text/csv", &bytes)).await;
        assert_eq!((count(&preview, "Prête"), count(&preview, "Refusée")), (1, 0), "{name}: {}", preview.body);
        assert!(said_of(&preview, 2).contains("Zoé FICTIF-L’ÉTÉ"), "{name}: {}", said_of(&preview, 2));
    }
}
