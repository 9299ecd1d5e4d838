package org.shuguan.dataplane.source;

import java.util.List;
import java.util.Map;

/// An operation of an interface that returns rows.
///
/// @param rows property names that lead to the rows in a response
/// @param parameters required parameters with the default values of the document
record ApiTable(Table table, List<String> rows, List<ApiField> fields, Paging paging, Map<String, String> parameters) {}
