package org.shuguan.dataplane.serve;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/// A Parquet file of small row groups, compressed by GZIP. Numbers of which the database does not say how many digits
/// they have are texts.
final class ParquetRows extends RowFile {
    private static final long GROUP_BYTES = 8L << 20;
    private static final int MOST_DIGITS = 38;
    private static final int DECIMAL_BYTES = 16;

    private final Path file;
    private final long mostBytes;
    private List<Column> columns = List.of();
    private @Nullable MessageType type;
    private @Nullable ParquetWriter<Group> writer;

    ParquetRows(Path file, long mostBytes) {
        super(Long.MAX_VALUE, false);
        this.file = file;
        this.mostBytes = mostBytes;
    }

    @Override
    void begin(List<Column> all) throws IOException {
        columns = all;
        List<Type> fields = new ArrayList<>();
        all.forEach(column -> fields.add(field(column)));
        MessageType made = new MessageType("rows", fields);
        type = made;
        writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(made)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withCodecFactory(new GzipPages())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(GROUP_BYTES)
                .build();
    }

    private static boolean isDecimal(Column column) {
        return column.kind() == ColumnKind.DECIMAL
                && column.precision() >= 1
                && column.precision() <= MOST_DIGITS
                && column.scale() >= 0
                && column.scale() <= column.precision();
    }

    private static Type field(Column column) {
        return switch (column.kind()) {
            case WHOLE -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
            case DECIMAL ->
                isDecimal(column)
                        ? Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                                .length(DECIMAL_BYTES)
                                .as(LogicalTypeAnnotation.decimalType(column.scale(), column.precision()))
                                .named(column.name())
                        : text(column);
            case FLOAT, DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
            case DAY ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(column.name());
            case TIME, INSTANT ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(false, LogicalTypeAnnotation.TimeUnit.MICROS))
                        .named(column.name());
            case TRUTH -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
            case TEXT, PADDED, OTHER, BINARY -> text(column);
        };
    }

    private static Type text(Column column) {
        return Types.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(column.name());
    }

    @Override
    void write(List<@Nullable Object> row) throws IOException {
        MessageType made = type;
        ParquetWriter<Group> open = writer;
        if (made == null || open == null) {
            throw new IllegalStateException("not begun");
        }
        SimpleGroup group = new SimpleGroup(made);
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            if (value != null) {
                add(group, i, columns.get(i), value);
            }
        }
        open.write(group);
        mustFit(open.getDataSize(), mostBytes);
    }

    private static void add(SimpleGroup group, int at, Column column, Object value) {
        switch (value) {
            case BigDecimal number when column.kind() == ColumnKind.WHOLE -> group.add(at, number.longValueExact());
            case BigDecimal number when isDecimal(column) -> group.add(at, decimal(number, column.scale()));
            case Double number -> group.add(at, number);
            case Boolean truth -> group.add(at, truth);
            case LocalDate day -> group.add(at, Math.toIntExact(day.toEpochDay()));
            case LocalDateTime time ->
                group.add(at, ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant(ZoneOffset.UTC)));
            // NaN and the infinite ones, which JSON has not
            case String text
            when column.kind() == ColumnKind.DOUBLE || column.kind() == ColumnKind.FLOAT ->
                group.add(at, Double.parseDouble(text));
            default -> group.add(at, RowText.text(value));
        }
    }

    private static Binary decimal(BigDecimal number, int scale) {
        byte[] digits =
                number.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().toByteArray();
        byte[] filled = new byte[DECIMAL_BYTES];
        Arrays.fill(filled, (byte) (number.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, filled, DECIMAL_BYTES - digits.length, digits.length);
        return Binary.fromConstantByteArray(filled);
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
