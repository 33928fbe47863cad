//! The two ends of a message channel, wherever they are: what ports share across threads.
//!
//! Nothing here knows an object. A port is told of what happens to its end by a message to the event loop
//! of its agent, so that all deliveries go one way, in the same agent, too.

use std::{
    cell::RefCell,
    collections::{HashMap, VecDeque},
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use boa_async_context::event_loop::Mailbox;

use super::{port_state, transfer::Message};

/// Numbers for ports, channels and agents, none of which is given twice in a process.
pub(crate) fn unique_number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Nothing that is guarded here is left half changed by a panic.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What other agents know of one.
pub(crate) struct AgentLink {
    pub(crate) number: u64,
    pub(crate) mailbox: Mailbox,
    /// The ends that are in this agent, by the number of their port.
    ends: Mutex<HashMap<u64, (Weak<Channel>, usize)>>,
    is_closed: AtomicBool,
}

impl AgentLink {
    pub(crate) fn new(mailbox: Mailbox) -> Arc<Self> {
        Arc::new(Self {
            number: unique_number(),
            mailbox,
            ends: Mutex::default(),
            is_closed: AtomicBool::new(false),
        })
    }

    /// Whether the agent is gone, though its objects may still be uncollected.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::SeqCst)
    }

    /// Closes all ends that are here: the agent ends.
    pub(crate) fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        let ends = std::mem::take(&mut *lock(&self.ends));
        for (channel, side) in ends.into_values() {
            if let Some(channel) = channel.upgrade() {
                channel.close(side);
            }
        }
    }
}

impl fmt::Debug for AgentLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AgentLink({})", self.number)
    }
}

/// The port that has an end.
#[derive(Debug, Clone)]
struct Owner {
    agent: Arc<AgentLink>,
    port: u64,
}

#[derive(Debug, Default)]
struct Side {
    /// The messages for this end.
    queue: VecDeque<Message>,
    /// `None` while the end is being transferred.
    owner: Option<Owner>,
    is_closed: bool,
}

#[derive(Debug, Default)]
struct Channel {
    sides: Mutex<[Side; 2]>,
}

impl Channel {
    /// Closes an end. The other one keeps the messages that were sent to it.
    fn close(&self, side: usize) {
        let (queue, owner) = {
            let sides = &mut *lock(&self.sides);
            sides[side].is_closed = true;
            sides[side].owner = None;
            (
                std::mem::take(&mut sides[side].queue),
                sides[1 - side].owner.clone(),
            )
        };
        // Not under the lock: ends that are in the messages are closed, too.
        discard(queue);
        if let Some(Owner { agent, port }) = owner {
            agent
                .mailbox
                .post(move |context| port_state::other_closed(port, context));
        }
    }
}

/// Drops messages. Ports in them may have messages with ports waiting, and so on: that must not be as deep
/// on the stack as a program can make it.
fn discard(queue: VecDeque<Message>) {
    thread_local! {
        /// What is still to be dropped, while something is.
        static DISCARDED: RefCell<Option<Vec<VecDeque<Message>>>> = const { RefCell::new(None) };
    }
    if queue.is_empty() {
        return;
    }
    // Where the thread has ended it is dropped with the closure.
    let is_outermost = DISCARDED.try_with(move |discarded| {
        let discarded = &mut *discarded.borrow_mut();
        let is_outermost = discarded.is_none();
        discarded.get_or_insert_default().push(queue);
        is_outermost
    });
    if let Ok(true) = is_outermost {
        while let Some(queue) = DISCARDED.with_borrow_mut(|discarded| discarded.as_mut()?.pop()) {
            drop(queue);
        }
        DISCARDED.set(None);
    }
}

/// Where the other end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    Closed,
    /// Being transferred.
    Nowhere,
    At {
        agent: u64,
        port: u64,
    },
}

/// One end of a channel. Dropping it closes it; that may be done by a collection: it only sends.
#[derive(Debug)]
pub(crate) struct End {
    channel: Arc<Channel>,
    side: usize,
}

impl End {
    /// The two ends of a new channel.
    pub(crate) fn pair() -> (Self, Self) {
        let channel = Arc::<Channel>::default();
        let other = Self {
            channel: channel.clone(),
            side: 1,
        };
        (Self { channel, side: 0 }, other)
    }

    /// Sends a message to the other end; to nobody if that is closed.
    pub(crate) fn post(&self, message: Message) {
        let owner = {
            let sides = &mut *lock(&self.channel.sides);
            let other = &mut sides[1 - self.side];
            if other.is_closed {
                None
            } else {
                other.queue.push_back(message);
                other.owner.clone()
            }
        };
        if let Some(Owner { agent, port }) = owner {
            agent
                .mailbox
                .post(move |context| port_state::deliver(port, context));
        }
    }

    /// The next message for this end.
    pub(crate) fn take(&self) -> Option<Message> {
        lock(&self.channel.sides)[self.side].queue.pop_front()
    }

    /// How many messages wait for this end.
    pub(crate) fn waiting(&self) -> usize {
        lock(&self.channel.sides)[self.side].queue.len()
    }

    /// A port has this end now.
    pub(crate) fn attach(&self, agent: &Arc<AgentLink>, port: u64) {
        let entry = (Arc::downgrade(&self.channel), self.side);
        lock(&agent.ends).insert(port, entry);
        self.move_to(Some(Owner {
            agent: agent.clone(),
            port,
        }));
        if self.other() == Other::Closed {
            agent
                .mailbox
                .post(move |context| port_state::other_closed(port, context));
        }
    }

    /// The port has this end no more: it is being transferred.
    pub(crate) fn detach(&self) {
        self.move_to(None);
    }

    fn move_to(&self, owner: Option<Owner>) {
        let (before, other) = {
            let sides = &mut *lock(&self.channel.sides);
            let before = std::mem::replace(&mut sides[self.side].owner, owner);
            (before, sides[1 - self.side].owner.clone())
        };
        if let Some(Owner { agent, port }) = before {
            lock(&agent.ends).remove(&port);
        }
        // How long the other port lives depends on where this end is.
        if let Some(Owner { agent, port }) = other {
            agent
                .mailbox
                .post(move |context| port_state::other_moved(port, context));
        }
    }

    pub(crate) fn other(&self) -> Other {
        let sides = &*lock(&self.channel.sides);
        let other = &sides[1 - self.side];
        match &other.owner {
            _ if other.is_closed => Other::Closed,
            None => Other::Nowhere,
            Some(Owner { agent, port }) => Other::At {
                agent: agent.number,
                port: *port,
            },
        }
    }
}

impl Drop for End {
    fn drop(&mut self) {
        let owner = lock(&self.channel.sides)[self.side].owner.take();
        if let Some(Owner { agent, port }) = owner {
            lock(&agent.ends).remove(&port);
        }
        self.channel.close(self.side);
    }
}
