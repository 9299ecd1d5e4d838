package org.shuguan.server.search;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
import org.apache.lucene.index.IndexReader;
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
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Lucene index in its folder. When it is opened, an index that is damaged, or that has another format or
/// belongs to another database, is replaced by an empty one. Lucene closes its writer at the first write error,
/// such as a full disk; until [#open] is called again, changes are refused and searches read the last state.
final class LuceneIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LuceneIndex.class);
    /// Must be changed together with [EntryDocument]: an index with another format is rebuilt.
    private static final String FORMAT = "5";

    private static final String FORMAT_KEY = "format";
    private static final String DATABASE_KEY = "database";
    private static final String SEEN_KEY = "seen";
    private static final double BUFFER_MEGABYTES = 64;
    /// Low, because every search visits every segment, and there are about a hundred searches per change.
    private static final double SEGMENTS_PER_TIER = 3;

    private record Handle(FSDirectory directory, IndexWriter writer, SearcherManager searchers) {
        void close() throws IOException {
            searchers.close();
            writer.close();
            directory.close();
        }
    }

    private final Path folder;
    private final String database;
    private final ChineseSegmenter segmenter = new ChineseSegmenter();
    private volatile @Nullable Handle handle;
    private volatile boolean damaged;

    /// The index must be opened by [#open].
    ///
    /// @param database identifies the database that the index is built from
    LuceneIndex(Path folder, String database) {
        this.folder = folder;
        this.database = database;
    }

    /// Opens the index, or opens it again after an error. Searches continue meanwhile, and also if opening fails.
    synchronized void open() {
        Handle previous = handle;
        if (previous != null) {
            damaged |= isDamage(previous.writer.getTragicException());
            closeWriter(previous.writer);
        }
        try {
            FSDirectory directory = FSDirectory.open(Files.createDirectories(folder));
            if (DirectoryReader.indexExists(directory) && (damaged || !isUsable(directory))) {
                LOG.warn(
                        "the search index in {} is damaged, of another format or of another database: rebuilding",
                        folder);
                empty(folder);
            }
            handle = open(directory);
            damaged = false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (previous != null) {
            closeSearchers(previous);
        }
    }

    /// Replaces the index by an empty one.
    synchronized void reset() {
        damaged = true;
        open();
    }

    private static Handle open(FSDirectory directory) throws IOException {
        IndexWriterConfig configuration = new IndexWriterConfig(new NgramAnalyzer())
                .setSimilarity(similarity())
                .setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER))
                .setRAMBufferSizeMB(BUFFER_MEGABYTES);
        IndexWriter writer = new IndexWriter(directory, configuration);
        return new Handle(directory, writer, new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(similarity());
                return searcher;
            }
        }));
    }

    private boolean isUsable(FSDirectory directory) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            Map<String, String> data = reader.getIndexCommit().getUserData();
            return FORMAT.equals(data.get(FORMAT_KEY)) && database.equals(data.get(DATABASE_KEY));
        } catch (IOException e) {
            if (isDamage(e)) {
                return false;
            }
            throw e;
        }
    }

    /// Whether an error means that the files are damaged, rather than temporarily not readable or writable.
    private static boolean isDamage(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            boolean damage = cause instanceof CorruptIndexException
                    || cause instanceof IndexFormatTooOldException
                    || cause instanceof IndexFormatTooNewException
                    || cause instanceof EOFException
                    || cause instanceof FileNotFoundException
                    || cause instanceof NoSuchFileException;
            if (damage) {
                return true;
            }
        }
        return false;
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Closes the writer without writing, which would fail again.
    private static void closeWriter(IndexWriter writer) {
        try {
            writer.rollback();
        } catch (IOException | RuntimeException e) {
            LOG.debug("closing the broken search index: {}", e.toString());
        }
    }

    private static void closeSearchers(Handle handle) {
        try {
            handle.searchers.close();
            handle.directory.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("closing the broken search index: {}", e.toString());
        }
    }

    /// BM25 without the inverse document frequency, which [QueryExpansion] applies per clause, so that the scores
    /// of n-grams of one text are comparable.
    private static Similarity similarity() {
        Similarity bm25 = new BM25Similarity(ImpactFieldBuilder.K1, ImpactFieldBuilder.B) {
            @Override
            protected float idf(long documents, long all) {
                return 1;
            }
        };
        return new PerFieldSimilarityWrapper() {
            @Override
            public Similarity get(String field) {
                return field.equals(Fields.ANY) ? ImpactFieldBuilder.SIMILARITY : bm25;
            }
        };
    }

    /// Whether changes can be written.
    boolean isWritable() {
        Handle current = handle;
        return current != null && current.writer.isOpen() && !damaged;
    }

    ChineseSegmenter segmenter() {
        return segmenter;
    }

    /// The number of the catalog's change up to which the index was complete at its last commit, 0 for an empty
    /// index.
    long seen() {
        Iterable<Map.Entry<String, String>> data = writer().getLiveCommitData();
        if (data != null) {
            for (Map.Entry<String, String> entry : data) {
                if (entry.getKey().equals(SEEN_KEY)) {
                    return Long.parseLong(entry.getValue());
                }
            }
        }
        return 0;
    }

    /// Indexes the current state of a version, or removes it if nobody may see it.
    void put(Version version) {
        List<String> marks = CatalogReader.marks(version);
        Term key = new Term(Fields.KEY, IndexedVersion.key(version));
        write(writer -> {
            if (marks.isEmpty()) {
                writer.deleteDocuments(key);
            } else {
                writer.updateDocument(key, EntryDocument.of(version, marks, segmenter));
            }
        });
    }

    /// Replaces an entry with its versions atomically.
    void replace(UUID entry, List<Version> versions) {
        List<Document> documents = new ArrayList<>();
        for (Version version : versions) {
            List<String> marks = CatalogReader.marks(version);
            if (!marks.isEmpty()) {
                documents.add(EntryDocument.of(version, marks, segmenter));
            }
        }
        write(writer -> writer.updateDocuments(new Term(Fields.ENTRY, entry.toString()), documents));
    }

    /// Makes the changes since the last refresh visible to searches.
    void refresh() {
        Handle current = opened();
        try {
            current.searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Makes the changes since the last commit durable.
    ///
    /// @param seen number of the catalog's change up to which the index is complete
    void commit(long seen) {
        write(writer -> {
            writer.setLiveCommitData(Map.of(SEEN_KEY, Long.toString(seen), FORMAT_KEY, FORMAT, DATABASE_KEY, database)
                    .entrySet());
            writer.commit();
        });
    }

    private interface Write {
        void with(IndexWriter writer) throws IOException;
    }

    private void write(Write write) {
        try {
            write.with(writer());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IndexWriter writer() {
        return opened().writer;
    }

    private Handle opened() {
        Handle current = handle;
        if (current == null) {
            throw new AlreadyClosedException("the search index in " + folder + " is not open");
        }
        return current;
    }

    private UncheckedIOException failed(IOException e) {
        damaged |= isDamage(e);
        return new UncheckedIOException(e);
    }

    /// Work with a searcher, which reads a fixed state of the index.
    interface SearchWork<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    /// @throws SearchUnavailable if the index could not be opened since the start
    @SuppressWarnings("ReferenceEquality") // whether this instance was replaced
    <T> T search(SearchWork<T> work) {
        while (true) {
            Handle current = handle;
            if (current == null) {
                throw new SearchUnavailable();
            }
            try {
                IndexSearcher searcher = current.searchers.acquire();
                try {
                    return work.with(searcher);
                } finally {
                    current.searchers.release(searcher);
                }
            } catch (AlreadyClosedException e) {
                if (current == handle) {
                    throw e;
                }
                // The index was opened again meanwhile.
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        Handle current = handle;
        handle = null;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
