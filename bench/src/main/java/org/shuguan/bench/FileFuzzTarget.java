package org.shuguan.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.shuguan.dataplane.census.Preview;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.SourceUnreadable;

/// The target of the coverage-guided fuzzer. A file of any content must be read or rejected with a reason; any
/// other exception is a defect.
public final class FileFuzzTarget {
    private static final String[] ENDINGS = {".csv", ".txt", ".xlsx", ".xls"};
    private static final String[] DELIMITERS = {null, ",", "\t", ";", Reading.SINGLE_COLUMN};

    private FileFuzzTarget() {}

    private static final Classifier CLASSIFIER = new Classifier();

    /// @param data first byte: ending and settings of the file; further bytes: its content
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        int how = data[0] & 0xFF;
        Path file = null;
        try {
            file = Files.createTempFile("fuzz", ENDINGS[how % ENDINGS.length]);
            Files.write(file, Arrays.copyOfRange(data, 1, data.length));
            String delimiter = DELIMITERS[how / ENDINGS.length % DELIMITERS.length];
            Preview preview = Preview.of(
                    file,
                    new Reading(null, delimiter, null, null, how > 127 ? Boolean.TRUE : null, java.util.List.of()),
                    CLASSIFIER);
            // Reading with the guessed settings must give the same result.
            Preview again = Preview.of(file, preview.reading(), CLASSIFIER);
            if (preview.reading().encoding() != null
                    && again.tables().size() != preview.tables().size()) {
                throw new IllegalStateException(preview.reading() + " reads otherwise the second time");
            }
        } catch (SourceUnreadable answered) {
            if (answered.reason() == SourceUnreadable.Reason.OTHER) {
                throw new IllegalStateException(answered);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (file != null) {
                file.toFile().delete();
            }
        }
    }
}
