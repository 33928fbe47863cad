//! The two ends of a message channel and the messages between them: the state that two ports share, possibly across
//! threads. Messages are here because they and the ends contain each other.
//!
//! Nothing here refers to an object. What happens to an end reaches its port as a task of the event loop of the port's
//! agent, also if both ports are in the same agent; so there is one way for a message to arrive.

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
use boa_engine::{Context, JsResult, builtins::array_buffer::AlignedVec};

use super::clone::Record;

/// A number for a port, channel or agent that no other one in the process has.
pub(crate) fn unique_number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Locks a mutex, also after a panic: none of the data here is left half changed by one.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A task for the port with a number, on the thread of the port's agent.
type PortTask = fn(u64, &mut Context) -> JsResult<()>;

/// The tasks of an agent's ports. The ports pass them in, because nothing here knows a port.
#[derive(Clone, Copy)]
pub(crate) struct PortTasks {
    /// A message for the port is in the queue of its end.
    pub(crate) deliver: PortTask,
    /// The other end has moved to another port.
    pub(crate) other_moved: PortTask,
    /// The other end was closed.
    pub(crate) other_closed: PortTask,
}

/// An agent, as other agents know it.
pub(crate) struct AgentLink {
    pub(crate) number: u64,
    pub(crate) mailbox: Mailbox,
    tasks: PortTasks,
    /// The ends in this agent (a channel and the index of its side) by the numbers of their ports.
    ends: Mutex<HashMap<u64, (Weak<Channel>, usize)>>,
    is_closed: AtomicBool,
}

impl AgentLink {
    /// The link of an agent with a mailbox and the tasks of its ports.
    pub(crate) fn new(mailbox: Mailbox, tasks: PortTasks) -> Arc<Self> {
        Arc::new(Self {
            number: unique_number(),
            mailbox,
            tasks,
            ends: Mutex::default(),
            is_closed: AtomicBool::new(false),
        })
    }

    /// Whether the agent has ended. Its objects may not be collected yet.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::SeqCst)
    }

    /// Closes all ends in this agent, because it ends.
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

/// A serialized value and the objects that are transferred with it. It holds nothing of the agent that sends it.
#[derive(Debug)]
pub(crate) struct Message {
    pub(super) record: Record,
    pub(super) transferred: Vec<Transferred>,
}

impl Message {
    /// A message without transferred objects.
    pub(crate) fn of(record: Record) -> Self {
        Self {
            record,
            transferred: Vec::new(),
        }
    }
}

/// The contents of a transferred object.
#[derive(Debug)]
pub(super) enum Transferred {
    /// An `ArrayBuffer`.
    Buffer {
        bytes: AlignedVec<u8>,
        max_byte_length: Option<u64>,
    },
    /// A `MessagePort`.
    Port(End),
}

/// The port that has an end.
#[derive(Debug, Clone)]
struct Owner {
    agent: Arc<AgentLink>,
    port: u64,
}

impl Owner {
    /// Queues a task for the port.
    fn queue(&self, task: impl FnOnce(&PortTasks) -> PortTask) {
        let (task, port) = (task(&self.agent.tasks), self.port);
        self.agent.mailbox.post(move |context| task(port, context));
    }
}

/// One side of a channel: the state of one end.
#[derive(Debug, Default)]
struct Side {
    /// The messages for this end.
    queue: VecDeque<Message>,
    /// The port that has this end; `None` while the end is being transferred.
    owner: Option<Owner>,
    is_closed: bool,
}

/// The state that both ends share.
#[derive(Debug, Default)]
struct Channel {
    sides: Mutex<[Side; 2]>,
}

impl Channel {
    /// Closes an end. The other end keeps the messages that were sent to it.
    fn close(&self, side: usize) {
        let (queue, other) = {
            let sides = &mut *lock(&self.sides);
            sides[side].is_closed = true;
            sides[side].owner = None;
            (
                std::mem::take(&mut sides[side].queue),
                sides[1 - side].owner.clone(),
            )
        };
        // Dropped without the lock, because that closes the ends which are in the messages.
        discard(queue);
        if let Some(other) = other {
            other.queue(|tasks| tasks.other_closed);
        }
    }
}

/// Drops messages without recursion: ports in them may have messages with ports waiting, to a depth that a program
/// decides.
fn discard(queue: VecDeque<Message>) {
    thread_local! {
        /// The queues that are still to be dropped; `None` while nothing is being dropped.
        static DISCARDED: RefCell<Option<Vec<VecDeque<Message>>>> = const { RefCell::new(None) };
    }
    if queue.is_empty() {
        return;
    }
    // If the thread is ending, the queue is dropped with the closure.
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

/// The place of the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    /// It is closed.
    Closed,
    /// It is being transferred.
    Nowhere,
    /// A port has it.
    At { agent: u64, port: u64 },
}

/// One end of a channel. Dropping it closes it. A garbage collection may drop it: that only sends tasks to mailboxes.
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

    /// Sends a message to the other end. If that is closed, the message is dropped.
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
        if let Some(owner) = owner {
            owner.queue(|tasks| tasks.deliver);
        }
    }

    /// The next message for this end.
    pub(crate) fn take(&self) -> Option<Message> {
        lock(&self.channel.sides)[self.side].queue.pop_front()
    }

    /// Queues a task for each message that waits for this end.
    pub(crate) fn deliver_waiting(&self) {
        let (owner, waiting) = {
            let side = &lock(&self.channel.sides)[self.side];
            (side.owner.clone(), side.queue.len())
        };
        if let Some(owner) = owner {
            for _ in 0..waiting {
                owner.queue(|tasks| tasks.deliver);
            }
        }
    }

    /// The number of messages that wait for this end.
    pub(crate) fn waiting(&self) -> usize {
        lock(&self.channel.sides)[self.side].queue.len()
    }

    /// Gives this end to a port.
    pub(crate) fn attach(&self, agent: &Arc<AgentLink>, port: u64) {
        let entry = (Arc::downgrade(&self.channel), self.side);
        lock(&agent.ends).insert(port, entry);
        let owner = Owner {
            agent: agent.clone(),
            port,
        };
        self.move_to(Some(owner.clone()));
        if self.other() == Other::Closed {
            owner.queue(|tasks| tasks.other_closed);
        }
    }

    /// Takes this end from its port, because it is being transferred.
    pub(crate) fn detach(&self) {
        self.move_to(None);
    }

    /// Sets the port that has this end.
    fn move_to(&self, owner: Option<Owner>) {
        let (before, other) = {
            let sides = &mut *lock(&self.channel.sides);
            let before = std::mem::replace(&mut sides[self.side].owner, owner);
            (before, sides[1 - self.side].owner.clone())
        };
        if let Some(Owner { agent, port }) = before {
            lock(&agent.ends).remove(&port);
        }
        // The lifetime of the other port depends on the place of this end.
        if let Some(other) = other {
            other.queue(|tasks| tasks.other_moved);
        }
    }

    /// The place of the other end.
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
