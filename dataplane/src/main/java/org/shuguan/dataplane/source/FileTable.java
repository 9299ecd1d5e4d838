package org.shuguan.dataplane.source;

/// A table in a file and the engine's way of reading it.
///
/// @param from what stands after `from`
record FileTable(Table table, String from) {
    Relation relation(long sample) {
        // The engine skips as it reads: a sample of a file is a random one, at the price of one pass.
        String sql = sample > 0 ? "(from " + from + " using sample reservoir(" + sample + " rows))" : from;
        return new Relation() {
            @Override
            public String sql() {
                return sql;
            }

            @Override
            public long rowsSoFar() {
                return 0;
            }

            @Override
            public void finished() {
                // Nothing feeds it.
            }

            @Override
            public void cancel() {
                // The engine's own query is cancelled.
            }

            @Override
            public void close() {
                // The workspace goes with the source.
            }
        };
    }
}
