//! A host, and plug-ins for it.
#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::{fs, path::PathBuf, time::Duration};

use plugin_host::{PluginError, PluginHost};
use tempfile::TempDir;

pub const BUDGET: Duration = Duration::from_millis(2);

/// A host, and a directory with plug-ins.
pub struct World {
    pub host: PluginHost,
    pub directory: TempDir,
}

impl World {
    pub fn new() -> Self {
        Self {
            host: PluginHost::new().expect("a thread"),
            directory: TempDir::new().expect("a directory"),
        }
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.directory.path().join(format!("{name}.mjs"));
        fs::write(&path, text).expect("it is written");
        path
    }

    pub fn load(&mut self, name: &str, text: &str) -> Result<String, PluginError> {
        let path = self.write(name, text);
        self.host.load(&path)
    }

    /// Pumps until plug-ins have logged `count` texts.
    pub fn logged(&mut self, count: usize) -> Vec<(String, String)> {
        let mut log = Vec::new();
        while log.len() < count {
            self.host.pump(BUDGET).expect("a thread");
            log.append(&mut self.host.take_log());
        }
        log
    }
}

/// A plug-in that says, wherever it runs, who it is by its context, and whether that is what it should be.
pub fn honest(name: &str) -> String {
    format!(
        r#"
        const name = {name:?};
        let host, checks = 0;
        function check() {{
            checks++;
            if (plugin.get() !== name) host.log(`is ${{name}}, not ${{plugin.get()}}`);
        }}
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        // A module runs in the empty context.
        globalThis.atLoad = plugin.get();
        export async function activate(given) {{
            host = given;
            check();
            host.on("ask", async (text, from) => {{
                check();
                await sleep(0);
                check();
                // The host knows by itself who logs.
                host.log(`${{name}} hears ${{text}} from ${{from}}`);
                if (from === "host") host.send("ask", `hello of ${{name}}`);
            }});
            host.on("report", () => host.log(`${{checks > 3 && atLoad === undefined}}`));
            setInterval(check, 1);
            // Things that refer to each other, to the context and to the host.
            const kept = {{ snapshot: new AsyncContext.Snapshot(), check, host, buffer: new Uint8Array(10_000) }};
            kept.self = kept;
            globalThis.kept = kept;
            new FinalizationRegistry(() => {{}}).register(kept, 1);
            new Promise(() => {{}}).then(() => kept);
            globalThis.lease = await Lease.take("seat");
            check();
        }}
        export async function deactivate() {{
            check();
            await sleep(0);
            check();
            if (name.length % 2) await lease.close();
        }}
        "#
    )
}

/// A plug-in that fails, and what its error says.
pub const FAILING: [(&str, &str, &str); 9] = [
    (
        "syntax",
        "export function",
        "cannot load the plug-in syntax",
    ),
    (
        "throws-in-the-module",
        "export function activate() {} await Lease.take('x'); throw new RangeError('no')",
        "RangeError: no",
    ),
    (
        "no-hook",
        "export const activate = 1",
        "exports no function `activate`",
    ),
    (
        "throws",
        "export function activate() { throw new RangeError('no') }",
        "activate of the plug-in throws failed: RangeError: no",
    ),
    (
        "rejects",
        "export async function activate() { globalThis.l = await Lease.take('x'); throw new RangeError('no') }",
        "RangeError: no",
    ),
    (
        "loops",
        "export function activate() { for (;;); }",
        "maximum number of iteration loops",
    ),
    (
        "recurses",
        "export function activate() { activate(); activate(); }",
        "ecursi",
    ),
    (
        "never-ends",
        "export async function activate() { await Lease.take('x'); await new Promise(() => {}); }",
        "never ends",
    ),
    (
        "imports-nothing",
        "import './nothing.mjs'; export function activate() {}",
        "nothing.mjs",
    ),
];
