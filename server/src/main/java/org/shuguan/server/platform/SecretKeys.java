package org.shuguan.server.platform;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The keys of a node: the present one and those that it replaced. An earlier key opens what was encrypted with it,
/// and proves what was recorded with it; nothing new is made with it.
///
/// @param present the present key
/// @param earlier the keys before, the latest first
public record SecretKeys(String present, List<String> earlier) {
    /// Names the present key where it must not be stored in a file.
    public static final String VARIABLE = "SHUGUAN_SECRET_KEY";
    /// Names the earlier keys, the latest first, with blanks between them; for [#VARIABLE] only.
    public static final String EARLIER_VARIABLE = "SHUGUAN_EARLIER_SECRET_KEYS";
    /// The present key in the home.
    public static final String FILE = "secret.key";
    /// The earlier keys in the home, a line each, the latest first.
    public static final String EARLIER_FILE = "secret.keys.earlier";

    private static final int BYTES = 32;

    public SecretKeys {
        // A rotation that was interrupted leaves the present key among the earlier ones.
        earlier =
                earlier.stream().filter(key -> !key.equals(present)).distinct().toList();
    }

    /// The keys named by variables, else those of the home.
    ///
    /// @param variable the value of an environment variable, if it is set
    /// @return empty if neither names a key
    public static Optional<SecretKeys> existing(Function<String, Optional<String>> variable, Optional<Home> home) {
        return variable.apply(VARIABLE)
                .map(key -> new SecretKeys(
                        key, split(variable.apply(EARLIER_VARIABLE).orElse(""))))
                .or(() -> home.flatMap(SecretKeys::of));
    }

    /// The keys of the home; the first is made if there is none.
    public static SecretKeys made(Home home) {
        home.secret(FILE, BYTES);
        return of(home).orElseThrow();
    }

    /// Makes a new key and stores the present one as an earlier one. Must not be called while a server uses the
    /// home: it would go on with the old key.
    ///
    /// @return the keys after it
    public static SecretKeys rotate(Home home) {
        SecretKeys old = made(home);
        // First: whatever interrupts this, no key is lost.
        home.replace(EARLIER_FILE, String.join("\n", old.all()) + "\n");
        home.replace(FILE, Home.random(BYTES));
        return of(home).orElseThrow();
    }

    /// The present key and then the earlier ones.
    public List<String> all() {
        return Stream.concat(Stream.of(present), earlier.stream()).toList();
    }

    private static Optional<SecretKeys> of(Home home) {
        return home.existingSecret(FILE)
                .map(key -> new SecretKeys(
                        key, split(home.existingSecret(EARLIER_FILE).orElse(""))));
    }

    /// The keys of a text with blanks between them.
    static List<String> split(String keys) {
        return Stream.of(keys.split("\\s+")).filter(key -> !key.isEmpty()).toList();
    }
}
