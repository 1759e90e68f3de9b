//! The crate as its callers use it. One program, so that it is linked once.

#[cfg(test)]
mod files;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod official;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod real_cases;
#[cfg(test)]
mod real_files;
#[cfg(test)]
mod rejected;
#[cfg(test)]
mod words;
