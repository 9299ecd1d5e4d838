package org.shuguan.server;

import java.nio.file.Path;
import java.util.Optional;
import org.shuguan.server.platform.Home;
import org.shuguan.server.platform.SecretKeys;

/// `shuguan keys rotate`: a new key for the secrets, the record and the sketches of a home. The next start encrypts
/// the stored secrets again and says so in the record.
final class KeysCommand {
    private KeysCommand() {}

    /// Gives the exit code: 0 done, 1 not.
    static int rotate(Path folder) {
        if (Shuguan.given(SecretKeys.VARIABLE).isPresent()) {
            return refused("the key is in " + SecretKeys.VARIABLE
                    + ", not in a file: stop every node, put the old key in front of "
                    + SecretKeys.EARLIER_VARIABLE + " (blanks between the keys) and a new one in "
                    + SecretKeys.VARIABLE);
        }
        Optional<Home> home = Home.existing(folder)
                .filter(found -> found.existingSecret(SecretKeys.FILE).isPresent());
        if (home.isEmpty()) {
            return refused("there is no " + SecretKeys.FILE + " in "
                    + folder.toAbsolutePath().normalize()
                    + ": no server has started there; name its home by --home or SHUGUAN_HOME");
        }
        if (home.get().lock() == null) {
            return refused(
                    "a server is running on " + home.get().folder() + ": stop it, change the key, start it again");
        }
        int earlier = SecretKeys.rotate(home.get()).earlier().size();
        System.out.printf(
                "keys: new key in %s; earlier keys kept in %s: %d%n",
                home.get().resolve(SecretKeys.FILE), SecretKeys.EARLIER_FILE, earlier);
        System.out.println("keys: the next start encrypts the stored secrets again; keep both files, the record is"
                + " proved by all keys");
        return 0;
    }

    private static int refused(String why) {
        System.err.println("shuguan: " + why);
        return 1;
    }
}
