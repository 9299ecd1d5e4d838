package org.shuguan.server.finding;

import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/// The versions that somebody with some marks sees, asked cell by cell, see [Cells]: where they see all of a part of
/// the index, nothing is left to be asked of its entries.
final class Sight extends Query {
    private final Set<String> marks;

    Sight(Collection<String> marks) {
        this.marks = Set.copyOf(marks);
    }

    @Override
    public Query rewrite(IndexSearcher searcher) {
        boolean all = searcher.getIndexReader().leaves().stream()
                .map(leaf -> Cells.of(leaf.reader()))
                .allMatch(cells -> cells.seenBy(marks).cardinality() == cells.count());
        return all ? MatchAllDocsQuery.INSTANCE : this;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
                Cells cells = Cells.of(leaf.reader());
                BitSet seen = cells.seenBy(marks);
                DocIdSetIterator every = DocIdSetIterator.all(leaf.reader().maxDoc());
                if (seen.cardinality() == cells.count()) {
                    return new DefaultScorerSupplier(new ConstantScoreScorer(score(), mode, every));
                }
                return new DefaultScorerSupplier(new ConstantScoreScorer(score(), mode, new TwoPhaseIterator(every) {
                    @Override
                    public boolean matches() {
                        return seen.get(cells.of(every.docID()));
                    }

                    @Override
                    public float matchCost() {
                        return 2;
                    }
                }));
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return true;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "seen by " + marks;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sight sight && sight.marks.equals(marks);
    }

    @Override
    public int hashCode() {
        return marks.hashCode();
    }
}
