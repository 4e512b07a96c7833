package org.graticule.http.tls;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Certificates as text. */
public final class Certificates {
  private static final int LONGEST = 32_768;

  private Certificates() {}

  /** SHA-256 of its DER form, 64 hex digits. */
  public static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a header of RFC 9440: {@code :BASE64:}, several with commas between. */
  public static List<X509Certificate> fromHeader(String header) throws CertificateException {
    if (header.length() > LONGEST) {
      throw new CertificateException("the header is too long");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (String item : header.split(",")) {
      String text = item.strip();
      if (!text.matches(":[A-Za-z0-9+/]+={0,2}:")) {
        throw new CertificateException("the header is not :BASE64:");
      }
      try {
        byte[] der = Base64.getDecoder().decode(text.substring(1, text.length() - 1));
        certificates.add(
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der)));
      } catch (IllegalArgumentException e) {
        throw new CertificateException("the header is not Base64", e);
      }
    }
    return certificates;
  }
}
