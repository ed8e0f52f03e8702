//! Voetnoot turns letters from Dutch ministers to parliament into a website in which every reference works.
#![doc = ""]

pub mod cite;
pub mod identifier;
pub mod kst;
pub mod vergaderjaar;
