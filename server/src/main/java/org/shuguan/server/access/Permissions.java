package org.shuguan.server.access;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shuguan.server.platform.Rows;

/// The permissions of a module, told to `access` as a bean so that a session can say which of them a person has
/// anywhere.
///
/// @param byWord each by the word under which the web knows it, for example `demand.write`; words are stable
public record Permissions(Map<String, Permission> byWord) {
    public Permissions {
        byWord = Map.copyOf(byWord);
    }

    /// @param module the first part of the words; the second is the constant's name
    public static <P extends Enum<P> & Permission> Permissions of(String module, Class<P> type) {
        return new Permissions(Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(one -> module + "." + Rows.word(one), Function.identity())));
    }
}
