package org.graticule.image.store.s3;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.config.StoreSettings;
import org.graticule.image.store.ByteSource;
import org.graticule.image.store.ObjectStore;

/**
 * Objects of a bucket of any S3-compatible store. What is put goes with the checksum of every
 * piece, and is there whole or not at all; what is read comes in blocks of which the latest are
 * kept in memory. Thread-safe.
 */
public final class S3Store implements ObjectStore {
  /** The protocol's least but for the last piece is 5 MiB, and its most pieces are 10,000. */
  private static final int PIECE = 16 << 20;

  private static final int PIECES_AT_ONCE = 3;
  private static final long MOST_PIECES = 10_000;
  private static final Pattern UPLOAD = Pattern.compile("<UploadId>([^<]+)</UploadId>");
  private static final Pattern BEGUN = Pattern.compile("<Upload>(.*?)</Upload>", Pattern.DOTALL);

  private final S3Requests requests;

  /** What the keys of all objects begin with: empty, or ending in a slash. */
  private final String folder;

  private final AsyncCache<S3Bytes.Block, byte[]> blocks;

  private S3Store(S3Requests requests, String folder, long cacheBytes) {
    this.requests = requests;
    this.folder = folder;
    this.blocks =
        Caffeine.newBuilder()
            .maximumWeight(cacheBytes)
            .<S3Bytes.Block, byte[]>weigher((block, bytes) -> bytes.length + 64)
            .buildAsync();
  }

  public static S3Store open(StoreSettings.Bucket bucket, Clock clock) {
    String folder = bucket.folder().isEmpty() ? "" : bucket.folder() + "/";
    URI address =
        URI.create(bucket.endpoint().toString().replaceAll("/$", "") + "/" + bucket.name() + "/");
    S3Signature signature = new S3Signature(bucket.key(), bucket.secret(), bucket.region());
    S3Requests requests = new S3Requests(address, folder, signature, clock);
    return new S3Store(requests, folder, bucket.cacheBytes());
  }

  @Override
  public void put(String name, Path file) throws IOException {
    long length = Files.size(file);
    if (length <= PIECE) {
      expect(200, "PUT", name, "", new S3Requests.Body(Files.readAllBytes(file), (int) length));
    } else {
      putInPieces(name, file, length);
    }
    if (length(name) != length) {
      throw new IOException(name + " has another length in the store than " + length);
    }
  }

  private void putInPieces(String name, Path file, long length) throws IOException {
    String begun = text(expect(200, "POST", name, "uploads=", S3Requests.Body.NONE));
    Matcher id = UPLOAD.matcher(begun);
    if (!id.find()) {
      throw new IOException("the store begins no upload: " + begun);
    }
    String upload = "uploadId=" + escaped(id.group(1));
    boolean done = false;
    try {
      byte[] list = parts(tags(name, upload, file, length)).getBytes(StandardCharsets.UTF_8);
      HttpResponse<byte[]> whole =
          expect(200, "POST", name, upload, new S3Requests.Body(list, list.length));
      // A store may find out late, after it has said 200.
      if (text(whole).contains("<Error>")) {
        throw S3Requests.refused("POST", name, whole);
      }
      done = true;
    } finally {
      if (!done) {
        requests.send("DELETE", name, upload, Map.of(), S3Requests.Body.NONE);
      }
    }
  }

  /** Sends a file's pieces, some at once; what the store calls each, in order. */
  private List<String> tags(String name, String upload, Path file, long length) throws IOException {
    int piece = (int) Math.max(PIECE, Math.min(1 << 30, length / MOST_PIECES + 1));
    ExecutorService threads =
        Executors.newFixedThreadPool(PIECES_AT_ONCE, Thread.ofVirtual().factory());
    try (ByteSource in = ByteSource.open(file)) {
      List<Future<String>> sent = new ArrayList<>();
      for (long from = 0; from < length; from += piece) {
        long at = from;
        int n = (int) Math.min(piece, length - from);
        String query = "partNumber=" + (sent.size() + 1) + "&" + upload;
        sent.add(
            threads.submit(() ->
                expect(200, "PUT", name, query, new S3Requests.Body(in.bytes(at, n), n))
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow(() -> new IOException("the store names no piece of " + name))));
      }
      List<String> tags = new ArrayList<>();
      for (Future<String> one : sent) {
        tags.add(one.get());
      }
      return tags;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      // After a failure nobody sends on while the upload is given up.
      threads.shutdownNow();
      threads.close();
    }
  }

  private static String parts(List<String> tags) {
    StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
    for (int i = 0; i < tags.size(); i++) {
      xml.append("<Part><PartNumber>")
          .append(i + 1)
          .append("</PartNumber><ETag>")
          .append(tags.get(i).replace("\"", "&quot;"))
          .append("</ETag></Part>");
    }
    return xml.append("</CompleteMultipartUpload>").toString();
  }

  @Override
  public ByteSource open(String name) throws IOException {
    HttpResponse<byte[]> head = head(name);
    if (head.statusCode() == 404) {
      throw new NoSuchFileException(name);
    }
    String tag = head.headers().firstValue("ETag").orElse("");
    long length = head.headers().firstValueAsLong("Content-Length").orElse(0);
    return new S3Bytes(requests, blocks, name, tag, length);
  }

  @Override
  public boolean exists(String name) throws IOException {
    return head(name).statusCode() == 200;
  }

  @Override
  public void delete(String name) throws IOException {
    HttpResponse<byte[]> response =
        requests.send("DELETE", name, "", Map.of(), S3Requests.Body.NONE);
    if (response.statusCode() != 204
        && response.statusCode() != 200
        && response.statusCode() != 404) {
      throw S3Requests.refused("DELETE", name, response);
    }
  }

  /** At most the first thousand that the store tells of; the others another time. */
  @Override
  public int sweep(Instant before) throws IOException {
    String begun = text(requests.list("prefix=" + escaped(folder) + "&uploads="));
    int swept = 0;
    for (Matcher one = BEGUN.matcher(begun); one.find(); ) {
      String key = element("Key", one.group(1));
      Instant at = Instant.parse(element("Initiated", one.group(1)));
      if (at.isBefore(before) && key.startsWith(folder)) {
        String upload = "uploadId=" + escaped(element("UploadId", one.group(1)));
        String name = key.substring(folder.length());
        requests.send("DELETE", name, upload, Map.of(), S3Requests.Body.NONE);
        swept++;
      }
    }
    return swept;
  }

  private static String element(String name, String xml) throws IOException {
    Matcher found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
    if (!found.find()) {
      throw new IOException("the store tells of an upload without " + name);
    }
    return found.group(1);
  }

  private long length(String name) throws IOException {
    return head(name).headers().firstValueAsLong("Content-Length").orElse(-1);
  }

  /** 200 or 404. */
  private HttpResponse<byte[]> head(String name) throws IOException {
    HttpResponse<byte[]> response = requests.send("HEAD", name, "", Map.of(), S3Requests.Body.NONE);
    if (response.statusCode() != 200 && response.statusCode() != 404) {
      throw S3Requests.refused("HEAD", name, response);
    }
    return response;
  }

  private HttpResponse<byte[]> expect(
      int status, String method, String name, String query, S3Requests.Body body)
      throws IOException {
    HttpResponse<byte[]> response = requests.send(method, name, query, Map.of(), body);
    if (response.statusCode() != status) {
      throw S3Requests.refused(method, name, response);
    }
    return response;
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    requests.close();
  }
}
