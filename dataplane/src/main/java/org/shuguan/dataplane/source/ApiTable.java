package org.shuguan.dataplane.source;

import java.util.List;
import java.util.Map;

/// An operation of an interface that gives rows.
///
/// @param rows where in an answer they are, property by property
/// @param parameters that it cannot do without, with the value that the document gives them
record ApiTable(Table table, List<String> rows, List<ApiField> fields, Paging paging, Map<String, String> parameters) {}
