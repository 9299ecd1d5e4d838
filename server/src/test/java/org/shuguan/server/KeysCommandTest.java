package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.platform.Home;
import org.shuguan.server.platform.SecretKeys;

/// `keys rotate` as a shell runs it.
class KeysCommandTest {
    @TempDir
    Path home;

    @Test
    void theKeyBecomesAnEarlierOne() throws IOException {
        String first = SecretKeys.made(Home.at(home)).present();
        var outcome = CommandLine.run(Map.of(), "keys", "rotate", "--home", home.toString());
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.output()).contains("new key in " + home.resolve("secret.key"));
        SecretKeys keys = keys();
        assertThat(keys.present()).isNotEqualTo(first).hasSize(first.length());
        assertThat(keys.earlier()).containsExactly(first);
        for (String file : List.of(SecretKeys.FILE, SecretKeys.EARLIER_FILE)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void anInterruptedChangeLosesNoKeyAndCanBeRepeated() throws IOException {
        String first = SecretKeys.made(Home.at(home)).present();
        SecretKeys.rotate(Home.at(home));
        String second = keys().present();
        // The first of two files was written.
        Files.writeString(home.resolve(SecretKeys.EARLIER_FILE), second + "\n" + first + "\n");
        assertThat(keys()).isEqualTo(new SecretKeys(second, List.of(first)));
        assertThat(SecretKeys.rotate(Home.at(home)).earlier()).containsExactly(second, first);
    }

    @Test
    void aHomeWithoutAKeyGetsNone() {
        Path none = home.resolve("none");
        var outcome = CommandLine.run(Map.of(), "keys", "rotate", "--home", none.toString());
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("there is no secret.key in " + none);
        assertThat(none).doesNotExist();
    }

    @Test
    void aRunningServerKeepsItsKey() {
        String first = SecretKeys.made(Home.at(home)).present();
        assertThat(Home.at(home).lock()).isNotNull();
        var outcome = CommandLine.run(Map.of(), "keys", "rotate", "--home", home.toString());
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("a server is running on");
        assertThat(keys().present()).isEqualTo(first);
    }

    @Test
    void aKeyInAVariableIsChangedThere() {
        var outcome = CommandLine.run(Map.of(SecretKeys.VARIABLE, "mine"), "keys", "rotate", "--home", home.toString());
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains(SecretKeys.EARLIER_VARIABLE);
        var both = Map.of(SecretKeys.VARIABLE, "mine", SecretKeys.EARLIER_VARIABLE, "older oldest");
        assertThat(SecretKeys.existing(name -> Optional.ofNullable(both.get(name)), Optional.empty()))
                .contains(new SecretKeys("mine", List.of("older", "oldest")));
    }

    private SecretKeys keys() {
        return SecretKeys.existing(name -> Optional.empty(), Home.existing(home))
                .orElseThrow();
    }
}
