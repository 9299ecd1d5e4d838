package org.shuguan.server.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.PerFieldSimilarityWrapper;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.FSDirectory;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index in its folder. Whatever is wrong with the folder, an empty index stands there afterwards: what was lost
/// is read again from the catalog.
final class LuceneIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LuceneIndex.class);
    /// Another number makes every index be written anew: to be raised with what [EntryDocument] writes.
    private static final String FORMAT = "5";

    private static final String FORMAT_KEY = "format";
    private static final String SEEN = "seen";
    private static final double BUFFER_MEGABYTES = 64;
    /// Few: a search begins anew in every part, and there are a hundred searches for each change.
    private static final double PARTS_OF_A_SIZE = 3;

    private final ChineseSegmenter segmenter = new ChineseSegmenter();
    private final FSDirectory folder;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    private LuceneIndex(FSDirectory folder) throws IOException {
        this.folder = folder;
        IndexWriterConfig configuration = new IndexWriterConfig(new NgramAnalyzer())
                .setSimilarity(scoring())
                .setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(PARTS_OF_A_SIZE))
                .setRAMBufferSizeMB(BUFFER_MEGABYTES);
        this.writer = new IndexWriter(folder, configuration);
        this.searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(
                    org.apache.lucene.index.IndexReader reader,
                    org.apache.lucene.index.@org.jspecify.annotations.Nullable IndexReader before) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(scoring());
                return searcher;
            }
        });
    }

    static LuceneIndex open(Path path) {
        try {
            FSDirectory folder = FSDirectory.open(Files.createDirectories(path));
            if (DirectoryReader.indexExists(folder) && !isOurs(folder)) {
                LOG.warn("the search index is of another form or broken: it is written anew");
                empty(path);
            }
            return new LuceneIndex(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(FSDirectory folder) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(folder)) {
            return FORMAT.equals(reader.getIndexCommit().getUserData().get(FORMAT_KEY));
        } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException broken) {
            return false;
        } catch (java.io.EOFException | java.nio.file.NoSuchFileException | java.io.FileNotFoundException broken) {
            return false;
        }
    }

    private static void empty(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Where a word stands and how much of the name it is counts; how rare it is, is weighed by the question.
    private static Similarity scoring() {
        Similarity places = new BM25Similarity(ImpactFieldBuilder.K1, ImpactFieldBuilder.B) {
            @Override
            protected float idf(long documents, long all) {
                return 1;
            }
        };
        return new PerFieldSimilarityWrapper() {
            @Override
            public Similarity get(String field) {
                return field.equals(Fields.ANY) ? ImpactFieldBuilder.SIMILARITY : places;
            }
        };
    }

    ChineseSegmenter segmenter() {
        return segmenter;
    }

    SearcherManager searchers() {
        return searchers;
    }

    /// Up to which change the catalog was read when the index was last written down.
    long seen() {
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            for (Map.Entry<String, String> entry : data) {
                if (entry.getKey().equals(SEEN)) {
                    return Long.parseLong(entry.getValue());
                }
            }
        }
        return 0;
    }

    /// Takes a version in as it is now; one that nobody may see goes out.
    void put(Version version) {
        String key = version.entry() + ":" + version.number();
        List<String> marks = CatalogReader.marks(version);
        try {
            if (marks.isEmpty()) {
                writer.deleteDocuments(new Term(Fields.KEY, key));
            } else {
                writer.updateDocument(new Term(Fields.KEY, key), EntryDocument.of(version, marks, segmenter));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes in an entry as it is now, in one step.
    void replace(UUID entry, List<Version> versions) {
        List<Document> documents = new ArrayList<>();
        for (Version version : versions) {
            List<String> marks = CatalogReader.marks(version);
            if (!marks.isEmpty()) {
                documents.add(EntryDocument.of(version, marks, segmenter));
            }
        }
        try {
            writer.updateDocuments(new Term(Fields.ENTRY, entry.toString()), documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From now on what was put is found.
    void refresh() {
        try {
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes down, so that a start needs to read the catalog from there on only.
    void commit(long seen) {
        try {
            writer.setLiveCommitData(
                    Map.of(SEEN, Long.toString(seen), FORMAT_KEY, FORMAT).entrySet());
            writer.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            searchers.close();
            writer.close();
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
