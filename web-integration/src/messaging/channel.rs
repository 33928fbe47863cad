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

use super::{clone::Record, outbox::Sent};

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
    /// The number under which the port that receives it holds the mapping it was posted in, if it does.
    pub(super) posted_in: Option<u64>,
    /// The place of the message among those that have not arrived, if they are counted.
    pub(super) _sent: Option<Sent>,
}

impl Message {
    /// A message without transferred objects.
    pub(crate) fn of(record: Record) -> Self {
        Self {
            record,
            transferred: Vec::new(),
            posted_in: None,
            _sent: None,
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

/// About how many bytes a message takes that has nothing in it.
pub(super) const SIZE_OF_MESSAGE: usize = size_of::<Message>();

/// About how many bytes an object takes that is transferred, without what it contains.
pub(super) const SIZE_OF_TRANSFERRED: usize = size_of::<Transferred>();

/// About how many bytes a port takes in addition: it keeps its channel, even if the other end is gone. The messages in
/// the channel count by themselves.
pub(super) const SIZE_OF_CHANNEL: usize = size_of::<Channel>();

impl Message {
    /// The ends of channels that are transferred with the message.
    fn ends(&self) -> impl Iterator<Item = &End> {
        self.transferred.iter().filter_map(|object| match object {
            Transferred::Port(end) => Some(end),
            Transferred::Buffer { .. } => None,
        })
    }

    /// The [dependents](End::dependents) of the ends in the message.
    pub(super) fn dependents(&self) -> Vec<Other> {
        self.ends().flat_map(End::dependents).collect()
    }
}

/// Held while a message with ends is sent, so that the queues in which ends wait form no ring unnoticed.
static SENDING_ENDS: Mutex<()> = Mutex::new(());

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
    /// The end in whose queue this end waits, in a message, if it does.
    inside: Option<(Weak<Channel>, usize)>,
    is_closed: bool,
}

/// The state that both ends share.
#[derive(Debug, Default)]
struct Channel {
    sides: Mutex<[Side; 2]>,
}

impl Channel {
    /// The place of an end.
    fn place(self: &Arc<Self>, side: usize) -> Other {
        let at = |owner: &Owner| (owner.agent.number, owner.port);
        let (mut channel, mut side, mut is_waiting) = (self.clone(), side, false);
        loop {
            let (owner, inside) = {
                let side = &lock(&channel.sides)[side];
                if side.is_closed {
                    return if is_waiting {
                        Other::Nowhere
                    } else {
                        Other::Closed
                    };
                }
                (side.owner.as_ref().map(at), side.inside.clone())
            };
            match (owner, inside) {
                (Some((agent, port)), _) if is_waiting => return Other::Waiting { agent, port },
                (Some((agent, port)), _) => return Other::At { agent, port },
                (None, None) => return Other::Nowhere,
                (None, Some((next, side_of_next))) => {
                    let Some(next) = next.upgrade() else {
                        return Other::Nowhere;
                    };
                    (channel, side, is_waiting) = (next, side_of_next, true);
                }
            }
        }
    }

    /// Whether an end waits in a queue that is reached only through its own queue. The cost is O(n) in the number of ends
    /// that wait in each other's queues.
    ///
    /// No link is added meanwhile, because the caller holds [`SENDING_ENDS`]. One that is removed was not part of a ring:
    /// nobody can take a message out of one.
    fn is_in_ring(self: &Arc<Self>, side: usize) -> bool {
        let (mut channel, mut at) = (self.clone(), side);
        loop {
            let inside = lock(&channel.sides)[at].inside.clone();
            let Some((next, side_of_next)) = inside else {
                return false;
            };
            let Some(next) = next.upgrade() else {
                return false;
            };
            (channel, at) = (next, side_of_next);
            if Arc::ptr_eq(&channel, self) && at == side {
                return true;
            }
        }
    }

    /// Closes an end, unless it is closed: an agent that ends closes its ends before they are dropped. The other end keeps
    /// the messages that were sent to it.
    fn close(&self, side: usize) {
        let (queue, other) = {
            let sides = &mut *lock(&self.sides);
            if std::mem::replace(&mut sides[side].is_closed, true) {
                return;
            }
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
    /// It waits in the queue of a port, maybe inside of others that do.
    Waiting { agent: u64, port: u64 },
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
    ///
    /// If the other end waits in a queue that is reached only through the message, nobody can ever receive any of them.
    /// Then the messages are dropped, which closes the ends in them.
    pub(crate) fn post(&self, message: Message) {
        let has_ends = message.ends().next().is_some();
        let sending = has_ends.then(|| lock(&SENDING_ENDS));
        for end in message.ends() {
            end.set_inside(Some((Arc::downgrade(&self.channel), 1 - self.side)));
        }
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
        } else if has_ends && self.channel.is_in_ring(1 - self.side) {
            let queue = std::mem::take(&mut lock(&self.channel.sides)[1 - self.side].queue);
            drop(sending);
            discard(queue);
        }
    }

    /// The next message for this end.
    pub(crate) fn take(&self) -> Option<Message> {
        let message = lock(&self.channel.sides)[self.side].queue.pop_front()?;
        for end in message.ends() {
            end.set_inside(None);
        }
        Some(message)
    }

    /// Sets the end in whose queue this end waits.
    fn set_inside(&self, inside: Option<(Weak<Channel>, usize)>) {
        lock(&self.channel.sides)[self.side].inside = inside;
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

    /// Gives this end to a port. The caller updates the other port, if it is in the same agent.
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

    /// Takes this end from its port, because it is being transferred. The caller updates the other port, if it is in the
    /// same agent.
    pub(crate) fn detach(&self) {
        self.move_to(None);
    }

    /// Sets the port that has this end.
    fn move_to(&self, owner: Option<Owner>) {
        let here = owner.as_ref().map(|owner| owner.agent.number);
        let (before, other) = {
            let sides = &mut *lock(&self.channel.sides);
            let before = std::mem::replace(&mut sides[self.side].owner, owner);
            (before, sides[1 - self.side].owner.clone())
        };
        let here = here.or(before.as_ref().map(|before| before.agent.number));
        if let Some(Owner { agent, port }) = before {
            lock(&agent.ends).remove(&port);
        }
        // The lifetime of the other port depends on the place of this end. In the same agent the caller updates it.
        if let Some(other) = other.filter(|other| Some(other.agent.number) != here) {
            other.queue(|tasks| tasks.other_moved);
        }
    }

    /// The place of the other end.
    pub(crate) fn other(&self) -> Other {
        self.channel.place(1 - self.side)
    }

    /// The places of the ends whose ports live as long as this end can be reached: the other end, and those of all
    /// ends that wait in the queue of this end.
    pub(crate) fn dependents(&self) -> Vec<Other> {
        let mut places = Vec::new();
        let mut left = vec![(self.channel.clone(), self.side)];
        while let Some((channel, side)) = left.pop() {
            places.push(channel.place(1 - side));
            let queue = &lock(&channel.sides)[side].queue;
            let ends = queue.iter().flat_map(Message::ends);
            left.extend(ends.map(|end| (end.channel.clone(), end.side)));
        }
        places
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

#[cfg(test)]
mod tests {
    use super::*;

    fn message(ends: impl IntoIterator<Item = End>) -> Message {
        Message {
            record: Record::undefined(),
            transferred: ends.into_iter().map(Transferred::Port).collect(),
            posted_in: None,
            _sent: None,
        }
    }

    /// Channels, each of whose second ends is sent through the one before it, the first one's through the last one.
    fn ring(length: usize) -> (Vec<End>, Vec<Weak<Channel>>) {
        let (here, mut there): (Vec<_>, Vec<_>) = (0..length).map(|_| End::pair()).unzip();
        let channels = here.iter().map(|end| Arc::downgrade(&end.channel));
        let channels = channels.collect();
        there.rotate_left(1);
        for (from, sent) in here.iter().zip(there) {
            from.post(message([]));
            from.post(message([sent]));
        }
        (here, channels)
    }

    #[test]
    fn ends_that_wait_in_each_others_queues_are_closed() {
        for length in 1..5 {
            let (here, channels) = ring(length);
            for end in &here {
                assert_eq!(end.other(), Other::Closed, "{length}");
            }
            drop(here);
            for channel in channels {
                assert!(channel.upgrade().is_none(), "{length}");
            }
        }
    }

    #[test]
    fn an_end_that_waits_in_a_queue_which_can_be_reached_is_not_closed() {
        let (first, second) = End::pair();
        let (third, fourth) = End::pair();
        let (fifth, sixth) = End::pair();
        third.post(message([second]));
        fifth.post(message([fourth]));
        assert_eq!(first.other(), Other::Nowhere, "no port has the sixth end");
        first.post(message([]));
        assert_eq!(first.dependents(), [Other::Nowhere]);
        assert_eq!(sixth.dependents().len(), 3);
        let fourth = sixth.take().expect("a message").transferred.pop();
        let Some(Transferred::Port(fourth)) = fourth else {
            panic!("the fourth end");
        };
        let second = fourth.take().expect("a message").transferred.pop();
        let Some(Transferred::Port(second)) = second else {
            panic!("the second end");
        };
        assert!(second.take().is_some());
        // What was taken out of the queues can be sent again.
        sixth.post(message([second]));
        assert!(fifth.take().is_some());
        assert_eq!(first.other(), Other::Closed, "it was dropped");
    }
}
