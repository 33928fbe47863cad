//! The plug-in host: loading and unloading.

use std::{
    fs,
    time::{Duration, Instant},
};

use plugin_host::PluginHost;

use crate::measure::{cpu, quantile, resident};

const CYCLES: usize = 200;

const PLUGIN: &str = r#"
    export async function activate(host) {
        host.on("ask", async (text) => { await null; host.log(`${plugin.get()} hears ${text}`); });
        setInterval(() => {}, 1);
        globalThis.kept = { host, snapshot: new AsyncContext.Snapshot(), lease: await Lease.take("seat") };
    }
    export function deactivate() {}
"#;

pub fn run(rounds: usize) {
    let directory = tempfile::TempDir::new().expect("a directory");
    let path = directory.path().join("plug-in.mjs");
    fs::write(&path, PLUGIN).expect("it is written");
    let mut host = PluginHost::new().expect("a thread");
    let (mut load, mut unload, mut load_cpu, mut unload_cpu) = (vec![], vec![], vec![], vec![]);
    let mut memory = Vec::new();
    for _ in 0..=rounds {
        for _ in 0..CYCLES {
            let (begun, begun_cpu) = (Instant::now(), cpu());
            let name = host.load(&path).expect("it loads");
            load.push(begun.elapsed().as_secs_f64() * 1e3);
            load_cpu.push((cpu() - begun_cpu).as_secs_f64() * 1e3);
            host.send("ask", "x");
            while host.take_log().is_empty() {
                host.pump(Duration::from_millis(2)).expect("a thread");
            }
            let (begun, begun_cpu) = (Instant::now(), cpu());
            let unloaded = host.unload(&name).expect("it is loaded");
            unload.push(begun.elapsed().as_secs_f64() * 1e3);
            unload_cpu.push((cpu() - begun_cpu).as_secs_f64() * 1e3);
            assert!(unloaded.report.resources.closed == 1);
        }
        memory.push(resident());
    }
    println!("\nplug-ins: {} cycles\n", CYCLES * (rounds + 1));
    println!("| | p50 ms | p99 ms | CPU of the thread, p50 ms |\n|---|---:|---:|---:|");
    for (name, time, cpu) in [("load", &load, &load_cpu), ("unload", &unload, &unload_cpu)] {
        println!(
            "| {name} | {:.2} | {:.2} | {:.2} |",
            quantile(time, 0.5),
            quantile(time, 0.99),
            quantile(cpu, 0.5)
        );
    }
    println!(
        "\nresident after {CYCLES} cycles {:.1} MB, in the middle {:.1} MB, at the end {:.1} MB",
        memory[0],
        memory[memory.len() / 2],
        memory[memory.len() - 1]
    );
}
