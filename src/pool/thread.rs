//! A thread of a pool.

use std::{
    io,
    sync::{Arc, Mutex, mpsc},
    thread::{self, JoinHandle},
    time::Instant,
};

use tokio::{
    runtime::Builder,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::{JoinSet, LocalSet},
};

use super::{
    drive::{Load, drive},
    record::{ThreadRecord, lock},
};

/// A thread on which tenants are driven. It ends when this is dropped and its last tenant has ended.
pub(super) struct Thread {
    pub(super) record: Arc<ThreadRecord>,
    loads: UnboundedSender<Box<Load>>,
    ending: Ending,
}

/// A thread that gets no more tenants.
pub(super) struct Ending {
    pub(super) record: Arc<ThreadRecord>,
    handle: JoinHandle<()>,
    /// Nothing is ever sent. The other half is dropped at the end of the thread.
    ended: Mutex<mpsc::Receiver<()>>,
}

impl Thread {
    /// # Errors
    ///
    /// If the operating system refuses the thread or what a tokio runtime needs.
    pub(super) fn start(number: usize, stack_size: usize) -> io::Result<Self> {
        let (loads, received) = unbounded_channel();
        let (end, ended) = mpsc::channel();
        // Made here, so that its error is one of the caller.
        let tokio = Builder::new_current_thread().enable_all().build()?;
        let handle = thread::Builder::new()
            .name(format!("tenants-{number}"))
            .stack_size(stack_size)
            .spawn(move || {
                let _end: mpsc::Sender<()> = end;
                LocalSet::new().block_on(&tokio, serve(received));
            })?;
        let record = Arc::new(ThreadRecord::new(number));
        let ending = Ending {
            record: record.clone(),
            handle,
            ended: Mutex::new(ended),
        };
        Ok(Self {
            record,
            loads,
            ending,
        })
    }

    /// Hands a tenant to the thread.
    pub(super) fn load(&self, load: Load) {
        // A thread that is gone drops it: whoever waits for the tenant hears of that.
        let _ = self.loads.send(Box::new(load));
    }

    /// Gives the thread no more tenants.
    pub(super) fn finish(self) -> Ending {
        self.ending
    }
}

impl Ending {
    /// Waits for the end of the thread until `deadline`. Returns whether it has ended.
    pub(super) fn join(self, deadline: Instant) -> bool {
        let left = deadline.saturating_duration_since(Instant::now());
        let ended = lock(&self.ended).recv_timeout(left);
        let has_ended = ended == Err(mpsc::RecvTimeoutError::Disconnected);
        if has_ended {
            // It drops what is left of it. Tenants do not panic through it.
            let _ = self.handle.join();
        }
        has_ended
    }

    /// Whether the thread has ended.
    pub(super) fn has_ended(&self) -> bool {
        self.handle.is_finished()
    }
}

async fn serve(mut loads: UnboundedReceiver<Box<Load>>) {
    let mut tenants = JoinSet::new();
    loop {
        tokio::select! {
            load = loads.recv() => match load {
                Some(load) => {
                    tenants.spawn_local(drive(*load));
                }
                None => break,
            },
            // Those that have ended are let go.
            Some(_) = tenants.join_next() => {}
        }
    }
    while tenants.join_next().await.is_some() {}
    // Once for all of them. What a tenant has left dies with the thread's heap otherwise, without its drops.
    boa_gc::force_collect();
}
