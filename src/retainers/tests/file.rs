//! The file format. The test of `boa-ac run --heap-snapshot` has a reader that is not ours.

use boa_engine::js_string;

use super::World;
use crate::retainers::heap_snapshot::write_string;

#[test]
fn strings_are_json() {
    for (units, json) in [
        (&[0x61_u16, 0x22, 0x5c, 0x2f][..], r#""a\"\\/""#),
        (&[0, 0x0a, 0x1f, 0x7f], "\"\\u0000\\u000a\\u001f\\u007f\""),
        (
            &[0xd83d, 0xde00, 0xe9, 0x2028],
            "\"\u{1f600}\u{e9}\u{2028}\"",
        ),
        (&[0xd800, 0x61, 0xdfff], r#""\ud800a\udfff""#),
        (&[0xde00, 0xd83d], r#""\ude00\ud83d""#),
    ] {
        let mut out = Vec::new();
        write_string(&js_string!(units), &mut out).expect("a vector takes everything");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), json);
    }
}

#[test]
fn an_error_of_the_writer_is_returned() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut world = World::new();
    world.timer(1, "{ id: 7 }");
    let error = world
        .report()
        .write_heap_snapshot(Full)
        .expect_err("it is full");
    assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
}
