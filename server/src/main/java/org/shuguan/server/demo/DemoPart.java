package org.shuguan.server.demo;

/// A part of the demo besides people: sources, entries. Called at each start in order of `@Order`, after the city
/// was loaded.
interface DemoPart {
    /// @param first whether the city was loaded by this start
    void start(boolean first);
}
