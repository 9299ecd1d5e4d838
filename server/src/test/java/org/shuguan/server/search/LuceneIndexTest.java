package org.shuguan.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class LuceneIndexTest {
    private static final String DATABASE = "one";

    @TempDir
    Path folder;

    @Test
    void whatWasCommittedIsThereAfterARestart() {
        fill();
        try (LuceneIndex index = opened(DATABASE)) {
            assertThat(index.seen()).isEqualTo(42);
            assertThat(documents(index)).isEqualTo(1);
        }
    }

    @Test
    void anIndexOfAnotherDatabaseIsReplacedByAnEmptyOne() {
        fill();
        try (LuceneIndex index = opened("another")) {
            assertThat(index.seen()).isZero();
            assertThat(documents(index)).isZero();
        }
    }

    @Test
    void aTruncatedIndexIsReplacedByAnEmptyOne() throws IOException {
        fill();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(LuceneIndexTest::isOfASegment).toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() / 2);
                }
            }
        }
        try (LuceneIndex index = opened(DATABASE)) {
            assertThat(index.seen()).isZero();
            assertThat(documents(index)).isZero();
        }
    }

    @Test
    void anIndexWhoseFolderIsGoneRefusesChangesUntilItIsOpenedAgain() throws IOException {
        fill();
        try (LuceneIndex index = opened(DATABASE)) {
            FileSystemUtils.deleteRecursively(folder);
            assertThatThrownBy(() -> {
                        index.put(SampleIndex.published(2, "企业登记"));
                        index.refresh();
                    })
                    .isInstanceOf(RuntimeException.class);
            assertThat(index.isWritable()).isFalse();
            assertThat(documents(index)).as("as last read").isEqualTo(1);
            index.open();
            assertThat(index.isWritable()).isTrue();
            assertThat(index.seen()).isZero();
            assertThat(documents(index)).isZero();
        }
    }

    private void fill() {
        try (LuceneIndex index = opened(DATABASE)) {
            index.put(SampleIndex.published(1, "社会保险"));
            index.commit(42);
        }
    }

    private LuceneIndex opened(String database) {
        LuceneIndex index = new LuceneIndex(folder, database);
        index.open();
        return index;
    }

    private static boolean isOfASegment(Path file) {
        return file.getFileName().toString().startsWith("_");
    }

    private static int documents(LuceneIndex index) {
        return index.search(searcher -> searcher.getIndexReader().numDocs());
    }
}
