package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void aHomeIsTakenUntilTheProcessEndsWhateverTheGarbageCollectorDoes() {
        assertThat(Home.at(folder).lock()).isNotNull();
        var rubbish = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return rubbish.get() == null;
        });
        assertThat(Home.at(folder).lock()).isNull();
    }
}
