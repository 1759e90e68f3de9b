//! The door for thousands of wishes: the same deciding and the same facts as [`crate::door`], sent by `COPY`.

use store::{Act, Bulk, StoreError};

use crate::decide::streams;
use crate::door::{Answer, Ready};
use crate::wish::{Command, Done, Wish};
use crate::{Platform, PlatformError};

/// The door for bulk: a batch is divided by the hash of what its wishes are about; each part is decided and goes by `COPY`
/// over a connection of its own, in whole acts.
pub struct BulkDoor {
    platform: Platform,
    bulks: Vec<Bulk>,
    /// The batch that is being sent while the next one is being decided.
    flight: Option<Flight>,
    /// What has gone by `COPY` so far.
    pub load: store::Load,
}

/// A part of a batch, decided and encoded: ready to be sent.
pub struct Prepared {
    bulk: Bulk,
    /// Positions of the wishes in the batch.
    indexes: Vec<usize>,
    wishes: Vec<Wish>,
    answers: Vec<Option<Answer>>,
    dones: Vec<(usize, Option<Done>)>,
    encoded: Result<store::Encoded, StoreError>,
    epoch: i64,
}

impl Prepared {
    /// Decides a part and encodes what it makes. What concerns streams that are there is left for later.
    async fn of(platform: Platform, bulk: Bulk, part: Vec<(usize, Wish)>) -> Result<Self, PlatformError> {
        let (indexes, wishes): (Vec<usize>, Vec<Wish>) = part.into_iter().unzip();
        let mut answers: Vec<Option<Answer>> = wishes.iter().map(|_| None).collect();
        let open: Vec<usize> = (0..wishes.len()).collect();
        let (ready, epoch) = platform.decide_round(&wishes, &open, &mut answers).await?;
        let fresh = |r: &Ready| r.act.streams.iter().all(|s| s.expected == 0 && !s.kind.is_register());
        let (acts, dones): (Vec<Act>, Vec<_>) =
            ready.into_iter().filter(fresh).map(|r| (r.act, (r.index, Some(r.done)))).unzip();
        let encoded = platform.store().encode(&acts).await;
        Ok(Self { bulk, indexes, wishes, answers, dones, encoded, epoch })
    }

    /// Sends it. Answers what is left to be done one by one, besides the answers there are.
    async fn send(mut self) -> Result<Sent, PlatformError> {
        let mut load = store::Load::default();
        match self.bulk.load(self.encoded, self.epoch).await {
            Ok(done) => {
                load = done;
                for (index, done) in &mut self.dones {
                    self.answers[*index] = done.take().map(Ok);
                }
            }
            Err(StoreError::BaseMoved | StoreError::Doubled) => {}
            Err(error) => return Err(error.into()),
        }
        let mut sent = Sent { bulk: self.bulk, answers: Vec::new(), left: Vec::new(), load };
        for ((index, wish), answer) in self.indexes.into_iter().zip(self.wishes).zip(self.answers) {
            match answer {
                Some(answer) => sent.answers.push((index, answer)),
                None => sent.left.push((index, wish)),
            }
        }
        Ok(sent)
    }
}

/// A part of a batch, sent.
struct Sent {
    bulk: Bulk,
    answers: Vec<(usize, Answer)>,
    left: Vec<(usize, Wish)>,
    load: store::Load,
}

type Flight = tokio::task::JoinHandle<Result<Vec<Sent>, PlatformError>>;

impl BulkDoor {
    /// Connections, and with them parts of a batch.
    const PARTS: usize = 2;

    /// Opens the door.
    ///
    /// # Errors
    /// The database is away.
    pub async fn open(platform: &Platform) -> Result<Self, PlatformError> {
        let mut bulks = Vec::with_capacity(2 * Self::PARTS);
        for _ in 0..2 * Self::PARTS {
            bulks.push(Bulk::open(platform.store()).await?);
        }
        Ok(Self { platform: platform.clone(), bulks, flight: None, load: store::Load::default() })
    }

    /// Decides and encodes a batch, and sends nothing yet: [`BulkDoor::send`] does. Between the two the measurements stand.
    ///
    /// # Errors
    /// The database is away.
    pub async fn prepare(&mut self, wishes: Vec<Wish>) -> Result<Vec<Prepared>, PlatformError> {
        let mut parts: Vec<Vec<(usize, Wish)>> = (0..Self::PARTS).map(|_| Vec::new()).collect();
        for (index, wish) in wishes.into_iter().enumerate() {
            parts[part_of(&wish) % Self::PARTS].push((index, wish));
        }
        let mut preparing = Vec::with_capacity(Self::PARTS);
        for part in parts {
            let bulk = match self.bulks.pop() {
                Some(bulk) if !bulk.is_closed() => bulk,
                _ => Bulk::open(self.platform.store()).await?,
            };
            preparing.push(tokio::spawn(Prepared::of(self.platform.clone(), bulk, part)));
        }
        joined(preparing).await
    }

    /// Sends what was prepared; whatever collided goes the way of [`Platform::submit_all`].
    ///
    /// # Errors
    /// As [`Platform::submit`].
    pub async fn send(&mut self, prepared: Vec<Prepared>) -> Result<Vec<Answer>, PlatformError> {
        let sent = send_parts(prepared).await?;
        self.landed(sent).await
    }

    /// Submits a batch and waits for its answers.
    ///
    /// # Errors
    /// As [`Platform::submit`].
    pub async fn submit(&mut self, wishes: Vec<Wish>) -> Result<Vec<Answer>, PlatformError> {
        let prepared = self.prepare(wishes).await?;
        self.send(prepared).await
    }

    /// Feeds a batch: it is decided while the one before is still being sent. Answers that one, or nothing at first.
    ///
    /// # Errors
    /// As [`Platform::submit`]; what was fed is then to be fed again: what is there will be known.
    pub async fn feed(&mut self, wishes: Vec<Wish>) -> Result<Vec<Answer>, PlatformError> {
        let prepared = self.prepare(wishes).await?;
        let answers = self.rest().await?;
        self.flight = Some(tokio::spawn(send_parts(prepared)));
        Ok(answers)
    }

    /// Waits for the batch that was fed last, and answers it.
    ///
    /// # Errors
    /// As [`Platform::submit`].
    pub async fn rest(&mut self) -> Result<Vec<Answer>, PlatformError> {
        match self.flight.take() {
            None => Ok(Vec::new()),
            Some(flight) => {
                let sent = flight.await.map_err(|_| PlatformError::Contended)??;
                self.landed(sent).await
            }
        }
    }

    async fn landed(&mut self, sent: Vec<Sent>) -> Result<Vec<Answer>, PlatformError> {
        let mut answers = Vec::new();
        let mut left = Vec::new();
        for part in sent {
            self.bulks.push(part.bulk);
            self.load.rows += part.load.rows;
            self.load.bytes += part.load.bytes;
            answers.extend(part.answers);
            left.extend(part.left);
        }
        left.sort_by_key(|(index, _)| *index);
        if !left.is_empty() {
            let (indexes, wishes): (Vec<usize>, Vec<Wish>) = left.into_iter().unzip();
            answers.extend(indexes.into_iter().zip(self.platform.submit_all(wishes).await?));
        }
        answers.sort_by_key(|(index, _)| *index);
        Ok(answers.into_iter().map(|(_, answer)| answer).collect())
    }
}

async fn send_parts(prepared: Vec<Prepared>) -> Result<Vec<Sent>, PlatformError> {
    joined(prepared.into_iter().map(|p| tokio::spawn(p.send())).collect()).await
}

/// Which part of a batch a wish belongs to: wishes about one stream or one number go together, in their order.
fn part_of(wish: &Wish) -> usize {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    match &wish.command {
        Command::Collect { wish, .. } => (wish.agency, &wish.own_number).hash(&mut hasher),
        Command::CollectCase { wish, .. } => (wish.agency, &wish.opening.own_number).hash(&mut hasher),
        command => streams(command).hash(&mut hasher),
    }
    usize::try_from(hasher.finish() >> 1).unwrap_or(0)
}

/// The results of tasks; a task that panicked is an error of this batch, not of the program.
async fn joined<T>(
    tasks: Vec<tokio::task::JoinHandle<Result<T, PlatformError>>>,
) -> Result<Vec<T>, PlatformError> {
    let mut results = Vec::with_capacity(tasks.len());
    for task in tasks {
        results.push(task.await.map_err(|_| PlatformError::Contended)?);
    }
    results.into_iter().collect()
}
