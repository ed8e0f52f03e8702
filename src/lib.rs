//! Voetnoot turns letters from Dutch ministers to parliament into a website in which every reference works.
#![doc = ""]

pub mod identifier;
pub mod kst;
