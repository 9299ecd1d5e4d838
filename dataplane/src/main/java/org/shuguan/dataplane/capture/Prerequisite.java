package org.shuguan.dataplane.capture;

/// What a source must be set to, and whether it is.
///
/// @param code the name of its explanation
/// @param met whether it is fulfilled
/// @param needed whether capture is impossible without it; else it is advice
/// @param found the value that was found
/// @param command what an administrator of the source does to fulfil it; empty if there is no such command
public record Prerequisite(String code, boolean met, boolean needed, String found, String command) {
    static Prerequisite needed(String code, boolean met, String found, String command) {
        return new Prerequisite(code, met, true, found, command);
    }

    static Prerequisite advised(String code, boolean met, String found, String command) {
        return new Prerequisite(code, met, false, found, command);
    }
}
