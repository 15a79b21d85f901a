//! Every integration test in one binary: a subject is a module, and the editions that several look at are made once.

// Subjects.
mod agency;
mod architecture;
mod cli;
mod codes;
mod copy;
mod dependencies;
mod desk;
mod double_truck;
mod dummies;
mod faults;
mod fit;
mod golden;
mod headlines;
mod import;
mod lost;
mod mets;
mod orders;
mod overlay;
mod paragraphs;
mod plan;
mod preview;
mod print;
mod readers;
mod samples;
mod session;
mod shapes;
mod site;
mod tag_order;
mod watch;
mod whole;

// What they share.
mod any_order;
mod editions;
mod edits;
mod files;
mod judge;
mod marks;
mod markup;
mod obeyed;
mod pictures;
mod random;
mod sources;
mod tagged;
mod xml;
