package org.shuguan.server.approval;

import java.util.List;

/// An action of the reader on a case: an outcome of its step, with the fields to be given.
public record CaseAction(String outcome, List<CaseType.Field> fields) {}
