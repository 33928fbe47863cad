//! The page and the pictures.

use std::{collections::BTreeSet, fs, path::Path};

use boa_async_context_leak_lab::{Engine, html, own_scenarios, peers, run, storages, write_plots};

use crate::support::{options, run_in_weak, write};

pub(crate) fn the_page_is_whole_and_runs_nothing(directory: &Path) {
    let text = "export const title = `<script>alert('title')</script>`;
        export const roundsName = '<u>rounds</u>';
        export const expectation = { payloads: 'released', why: '</style><b onclick=x>why</b>' };
        export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
        export function iterate(i, { variable, kept }, lab) {
            variable.run(lab.payload('<i>group</i>'), () => kept.push(new AsyncContext.Snapshot()));
        }";
    let files = [
        write(directory, "evil<b>&\"name\"", text),
        write(
            directory,
            "evil-throws",
            "export const setup = () => { throw new Error('<img src=x>'); };
            export const iterate = () => {}, expectation = {};",
        ),
        own_scenarios().join("snapshot-kept.mjs"),
        own_scenarios().join("snapshot-kept.mjs"),
    ];
    let mut columns = storages();
    let mut absent = peers::find().pop().expect("there are peers");
    absent.engine = Engine::Absent("it is not <there>".to_owned());
    columns.push(absent);
    let mut report = run(&files, &columns, &options(), |_, _, _| {});
    report.command = Some("boa-ac leaks '<script>'".to_owned());

    let page = html(&report).expect("it can be drawn");
    for tag in ["<script", "<img", "<i>", "<u>", "<b onclick", "<there"] {
        assert!(!page.contains(tag), "{tag} is not escaped");
    }
    assert_eq!(page.matches("</style>").count(), 1);
    let escaped = [
        "&lt;script&gt;alert('title')",
        "&lt;/style&gt;&lt;b onclick=x&gt;why",
        "&lt;img src=x&gt;",
        "it is not &lt;there&gt;",
        "boa-ac leaks '&lt;script&gt;'",
        "`&lt;i&gt;group&lt;/i&gt;` are alive; all must be gone",
        "live captures: 160 snapshot (1.00 a round)",
        "evil&lt;b&gt;&amp;&quot;name&quot;",
    ];
    for text in escaped {
        assert!(page.contains(text), "the page has no {text}");
    }
    // Nothing is loaded: the only address is the name space of SVG.
    let addresses: Vec<_> = page.match_indices("://").collect();
    let is_name_space = |at: usize| page[at..].starts_with("://www.w3.org/2000/svg\"");
    assert!(addresses.iter().all(|(at, _)| is_name_space(*at)));
    // Three were measured, and one failed everywhere.
    assert_eq!(page.matches("role=\"img\"").count(), 3 * 3);
    for column in &columns {
        let in_pictures = page.matches(&format!("\n{}\n</text>", column.name)).count();
        assert_eq!(
            in_pictures,
            if column.ours { 9 } else { 0 },
            "{}",
            column.name
        );
    }

    // A name that is there twice is told apart.
    for anchor in [
        "id=\"scenario-snapshot-kept\"",
        "id=\"scenario-snapshot-kept_20__28_2_29_\"",
    ] {
        assert_eq!(page.matches(anchor).count(), 1, "{anchor}");
    }

    let pictures = directory.join("pictures");
    write_plots(&report, &pictures).expect("they can be written");
    let files: Vec<_> = fs::read_dir(&pictures).expect("they are there").collect();
    assert_eq!(files.len(), 3 * 3);
    for file in files {
        let path = file.expect("an entry").path();
        check_svg(&path);
        let svg = fs::read_to_string(&path).expect("it can be read");
        assert!(!svg.contains("<b>"), "{}", path.display());
    }
}

/// Names of files and of rounds that are odd in an address, in an attribute or in a tag.
pub(crate) fn names_may_hold_anything(directory: &Path) {
    let text = "export const roundsName = '\\n\\n>plug-ins\\n', setup = () => {};
        export const expectation = { payloads: 'released', why: '' };
        export const iterate = (i, state, lab) => { lab.payload(); };";
    let directory = directory.join("odd names");
    fs::create_dir_all(&directory).expect("a directory");
    let names = ["a.b", "a-b", "a_2e_b", "é", "ü", "new\nline>"];
    // Not `write`: the names have dots.
    let files = names.map(|name| {
        let path = directory.join(format!("{name}.mjs"));
        fs::write(&path, text).expect("it can be written");
        path
    });
    let report = run_in_weak(&files, &options());
    assert!(report.is_success(), "{}", report.text());
    let page = html(&report).expect("it can be drawn");
    let ids = page.split("<section id=\"scenario-").skip(1);
    let ids: BTreeSet<_> = ids.filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), names.len(), "{ids:?}");
    for id in ids {
        assert!(page.contains(&format!("href=\"#scenario-{id}\"")), "{id}");
    }
    let pictures = directory.join("pictures");
    write_plots(&report, &pictures).expect("they can be written");
    for file in fs::read_dir(&pictures).expect("they are there") {
        check_svg(&file.expect("an entry").path());
    }
}

/// Whether a picture is a well-formed document with its style in it.
pub(crate) fn check_svg(path: &Path) {
    let svg = fs::read_to_string(path).expect("it can be read");
    let mut reader = quick_xml::Reader::from_str(&svg);
    let mut has_style = false;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(quick_xml::events::Event::Start(tag)) => {
                has_style |= tag.name().as_ref() == b"style"
            }
            Ok(_) => {}
            Err(error) => panic!("{}: {error}", path.display()),
        }
    }
    assert!(has_style, "{}", path.display());
    assert!(
        svg.contains("prefers-color-scheme:dark"),
        "{}",
        path.display()
    );
}
