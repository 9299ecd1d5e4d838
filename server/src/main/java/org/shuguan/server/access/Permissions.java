package org.shuguan.server.access;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shuguan.server.platform.Rows;

/// The permissions of a module, registered as a bean, so that a session can list those that a person has for at
/// least one unit.
///
/// @param byWord by the name that the web client uses, for example `demand.write`; these names are stable
public record Permissions(Map<String, Permission> byWord) {
    public Permissions {
        byWord = Map.copyOf(byWord);
    }

    /// @param module first part of the names; the second is derived from the constant
    public static <P extends Enum<P> & Permission> Permissions of(String module, Class<P> type) {
        return new Permissions(Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(one -> module + "." + Rows.word(one), Function.identity())));
    }
}
