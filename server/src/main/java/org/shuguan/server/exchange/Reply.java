package org.shuguan.server.exchange;

import java.util.Map;

/// An answer to a machine client.
///
/// @param fields header fields by their lower-case names, in their order
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Reply(int status, Map<String, String> fields, byte[] body) {}
