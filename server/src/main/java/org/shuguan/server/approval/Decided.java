package org.shuguan.server.approval;

/// A decision, and the state of the subject after it.
public record Decided<S extends Enum<S>>(Decision decision, S state) {}
