//! Who waits for the end of a stream while nothing is read from it.

/// Who waits for the end of a stream, whether or not anybody reads it.
///
/// A source that is asked only for chunks, such as the body of a response, does not notice its end before the next read. While
/// there is a watcher it looks for the end between the reads. It may read one chunk ahead for that, and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Watcher {
    /// A `tee`, or another stream with the same chunks. It passes the end on if anybody is there to hear of it: it neither keeps the
    /// event loop running nor holds the stream.
    Platform,
    /// The program, which has asked for the `closed` promise of a reader, or has the promise of a pipe. Until the end or the next chunk the event loop runs, as
    /// it does for a `read()`.
    Program,
}
