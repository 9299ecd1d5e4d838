package org.shuguan.server.demo;

/// What a demo needs beside people: sources, entries. Called at each start, in order of `@Order`, after the city is
/// there.
interface DemoPart {
    /// @param first whether the demo's city has just been loaded
    void start(boolean first);
}
