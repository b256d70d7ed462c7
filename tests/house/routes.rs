//! `docs/routes.md` is made from the routers: every address that something of this workspace answers.

use std::collections::BTreeMap;

use crate::catalogue;
use crate::tree;

/// An address, its methods, and the file that answers there.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Route {
    path: String,
    methods: Vec<&'static str>,
    file: String,
}

const TITLES: &[(&str, &str)] = &[
    ("idp/", "The provider"),
    ("kit/", "Every service"),
    ("registry/annuaire/", "The Annuaire Santé"),
    ("registry/api/", "The registry's API"),
    ("registry/portail/", "The registry's portal"),
    ("registry/web/", "The registry, as the provider asks it"),
    ("relying-parties/dmp/", "The demonstration DMP"),
    ("relying-parties/dui/", "The demonstration DUI"),
    ("mobile-sim/", "The simulated phones"),
    ("simulators/franceconnect/", "The simulated FranceConnect"),
    ("simulators/igc/", "The simulated card authority"),
    ("simulators/messagerie/", "The inbox of the sandbox"),
    ("sandbox/", "The home page of the sandbox"),
];

/// What ships, without the unit tests at the end of a file. Examples are for others to ship: their page tells their addresses.
fn sources() -> Vec<(String, String)> {
    tree::files()
        .into_iter()
        .filter(|file| file.ends_with(".rs") && !file.contains("tests") && file.contains("/src/"))
        .filter(|file| !["exemples/", "banc/jumeau/"].iter().any(|shown| file.starts_with(shown)))
        .map(|file| (tree::read(&file), file))
        .map(|(text, file)| (file, text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()))
        .collect()
}

/// `NAME` → path, of every constant that holds one, with the file that declares it.
fn constants(sources: &[(String, String)]) -> BTreeMap<String, Vec<(String, String)>> {
    let mut constants: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (file, text) in sources {
        for line in text.lines() {
            let declared = line.trim().trim_start_matches("pub ").strip_prefix("const ");
            let Some((name, path)) = declared.and_then(|rest| rest.split_once(": &str = \"/")) else { continue };
            let path = format!("/{}", path.trim_end_matches("\";"));
            constants.entry(name.to_owned()).or_default().push((file.clone(), path));
        }
    }
    constants
}

fn routes() -> Vec<Route> {
    let sources = sources();
    let constants = constants(&sources);
    let mut routes = Vec::new();
    for (file, text) in &sources {
        for (at, _) in text.match_indices(".route(") {
            let call = &text[at + ".route(".len()..];
            let (place, handler) = call.split_once(',').expect("a route has an address and a handler");
            let path = format!("{}{}", root(file), path(place, (file, &text[..at]), &constants));
            routes.push(Route { path, methods: methods(handler), file: file.clone() });
        }
        routes.extend(text.split("#[utoipa::path(").skip(1).map(|operation| described(operation, file)));
    }
    routes.sort();
    routes
}

/// Where the routes of a file are nested.
fn root(file: &str) -> &'static str {
    match file {
        _ if file.starts_with("registry/api/") => registry_api::RACINE,
        _ if file.starts_with("idp/partenaires-web/src/api") => idp_partenaires_web::api::RACINE,
        _ => "",
    }
}

/// `#[utoipa::path(get, path = "/…"`
fn described(operation: &str, file: &str) -> Route {
    let verb = operation.split(',').next().unwrap_or_default().trim();
    let known = ["GET", "POST", "PUT", "PATCH", "DELETE"].into_iter().find(|known| known.eq_ignore_ascii_case(verb));
    let (_, rest) = operation.split_once("path = \"").expect("an operation has an address");
    let path = format!("{}{}", root(file), rest.split('"').next().unwrap_or_default());
    Route { path, methods: known.into_iter().collect(), file: file.to_owned() }
}

/// A literal, or a constant of `module::NAME`: the module is the stem of its file, a type is in a file of its name. Where
/// several have such a constant, it is the one that the nearest import above names.
fn path(place: &str, (file, text): (&str, &str), constants: &BTreeMap<String, Vec<(String, String)>>) -> String {
    if let Some(literal) = place.trim().strip_prefix('"') {
        return literal.trim_end_matches('"').to_owned();
    }
    let named = place.trim().trim_start_matches('&').trim_start_matches("at(").trim_end_matches(')');
    let (module, name) = named.rsplit_once("::").unwrap_or(("", named));
    let module = module.to_lowercase().replace("::", "/");
    let known = constants.get(name).map(Vec::as_slice).unwrap_or_default();
    let stems = known.iter().filter(|(declared, _)| declared.ends_with(&format!("/{module}.rs")) || declared == file);
    // two protocols have a `chemin`: the one that the file imports
    let imported =
        |declared: &str| declared.split('/').nth(1).is_some_and(|owner| text.contains(&format!("use {owner}::")));
    let found: Vec<_> =
        stems.filter(|(declared, _)| module != "chemin" || imported(declared)).map(|(_, path)| path).collect();
    let nearest = format!("/{}.rs", module_of(text, &named.to_lowercase()));
    let nearest = known.iter().filter(|(declared, _)| declared.ends_with(&nearest)).map(|(_, path)| path);
    let found = if found.len() == 1 { found } else { nearest.collect() };
    match found.as_slice() {
        [path] if place.contains("at(") => format!("{{issuer}}{path}"),
        [path] => (*path).clone(),
        [] => format!("(configured: {})", named.trim()),
        several => panic!("{file}: {named} may be {several:?}"),
    }
}

/// The folder and file that hold `a::name`, by the import of `a` (or of `name` itself) that stands last in `text`.
fn module_of(text: &str, named: &str) -> String {
    let (first, module) =
        (named.split("::").next().unwrap_or_default(), named.rsplit_once("::").map(|(module, _)| module));
    let imports = text.rsplit(';').filter_map(|statement| Some(statement.rsplit_once("use ")?.1));
    let mut prefixes = imports.filter_map(|import| {
        let (prefix, names) = import.split_once("::{").or_else(|| import.rsplit_once("::"))?;
        let mut names = names.trim_end_matches('}').split(',');
        names.any(|name| name.trim().to_lowercase() == first).then_some(prefix)
    });
    let whole = [prefixes.next(), module].into_iter().flatten().collect::<Vec<_>>();
    whole.join("/").replace("::", "/")
}

/// Up to the parenthesis that closes the call of `route`; `act(…)` is a form's address.
fn methods(handler: &str) -> Vec<&'static str> {
    let mut depths = handler.char_indices().scan(0_i32, |open, (at, c)| {
        *open += i32::from(c == '(') - i32::from(c == ')');
        Some((*open, at))
    });
    let end = depths.find(|(open, _)| *open < 0).map_or(handler.len(), |(_, at)| at);
    let handler = &handler[..end];
    let verbs = [
        ("get(", "GET"),
        ("post(", "POST"),
        ("put(", "PUT"),
        ("patch(", "PATCH"),
        ("delete(", "DELETE"),
        ("act(", "POST"),
    ];
    let called = |verb: &str| {
        handler.match_indices(verb).any(|(at, _)| !handler[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    verbs.iter().filter(|(verb, _)| called(verb)).map(|(_, method)| *method).collect()
}

#[test]
fn every_route_says_its_methods() {
    let silent: Vec<_> = routes()
        .into_iter()
        .filter(|route| route.methods.is_empty())
        .map(|r| format!("{}: {}", r.file, r.path))
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_file_that_routes_has_a_title_in_the_catalogue() {
    let routes = routes();
    assert!(routes.len() > 40, "the scan finds the routes: {}", routes.len());
    let lost: Vec<_> = routes
        .iter()
        .filter(|route| !TITLES.iter().any(|(folder, _)| route.file.starts_with(folder)))
        .map(|route| &route.file)
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn every_path_that_is_declared_is_served() {
    let served: Vec<String> = routes().into_iter().map(|route| route.path.replace("{issuer}", "")).collect();
    let files = [
        "idp/web/src/routes.rs",
        "idp/partenaires-web/src/adresses.rs",
        "idp/exploitation-web/src/chemins.rs",
        "protocol/annuaire/src/chemin.rs",
        "protocol/ecps/src/chemin.rs",
    ];
    let declared = constants(&sources());
    let idle: Vec<_> = declared
        .values()
        .flatten()
        .filter(|(file, path)| files.contains(&file.as_str()) && !served.contains(path))
        .collect();
    assert!(idle.is_empty(), "declared, and answered by nothing: {idle:#?}");
}

#[test]
fn the_catalogue_of_routes_is_up_to_date() {
    let mut text = String::from(
        "# Routes\n\n`{issuer}` is the path of the issuer, `/auth/realms/esante-wallet` in the sandbox. Which host answers \
         what is in `docs/integration.md`.\n\nGenerated from the routers: `CADUCEE_WRITE_DOCS=1 cargo test -p tests --test \
         house`.\n",
    );
    let routes = routes();
    for (folder, title) in TITLES {
        let of = routes.iter().filter(|route| route.file.starts_with(folder)).collect::<Vec<_>>();
        if !of.is_empty() {
            text.push_str(&format!("\n## {title}\n\n| methods | path | answered by |\n| --- | --- | --- |\n"));
        }
        for route in of {
            text.push_str(&format!("| {} | `{}` | `{}` |\n", route.methods.join(", "), route.path, route.file));
        }
    }
    catalogue::hold("docs/routes.md", &text);
}
