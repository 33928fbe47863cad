//! The experiment with plug-ins: weak storage frees their realms, strong storage keeps them all.

use boa_async_context::{EXACT_GENERATORS, Storage};
use boa_async_context_leak_lab::realms;

/// In the experiment a thousand; see the ignored test below.
const COUNT: usize = 60;

#[test]
fn realms_that_only_mappings_hold_go_with_weak_storage_and_stay_with_strong() {
    for storage in [Storage::Weak, Storage::Strong] {
        let plug_ins = realms::plug_ins(storage, COUNT).expect("it runs");
        // The published engine keeps every realm.
        let goes = EXACT_GENERATORS && storage != Storage::Strong;
        assert_eq!((plug_ins.storage, plug_ins.made), (storage, COUNT));
        assert_eq!(plug_ins.retained, if goes { 0 } else { COUNT }, "{storage}");
        let last = plug_ins.series.last().expect("samples");
        assert_eq!((last.made, last.retained), (COUNT, plug_ins.retained));
    }
}

/// `cargo xtask exact test --workspace --test plug_ins -- --ignored --nocapture`
#[test]
#[ignore = "takes some seconds, and prints a table"]
fn a_thousand_plug_ins() {
    for storage in [Storage::Weak, Storage::Strong] {
        let plug_ins = realms::plug_ins(storage, 1_000).expect("it runs");
        println!(
            "{storage}: {} of {} realms retained, {:.0} bytes a realm",
            plug_ins.retained,
            plug_ins.made,
            plug_ins.bytes_per_realm.unwrap_or(f64::NAN)
        );
        for sample in &plug_ins.series {
            let megabytes = sample.resident.map(|bytes| bytes / 1_000_000);
            println!("{:6} {:6} {megabytes:?} MB", sample.made, sample.retained);
        }
    }
}
