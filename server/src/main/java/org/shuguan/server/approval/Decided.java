package org.shuguan.server.approval;

/// A decision, and in which state it leaves the subject.
public record Decided<S extends Enum<S>>(Decision decision, S state) {}
