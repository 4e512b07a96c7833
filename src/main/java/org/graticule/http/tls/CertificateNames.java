package org.graticule.http.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The names in a certificate that stand for a person. The subject itself is none: it can clash. */
public final class CertificateNames {
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final ASN1ObjectIdentifier UPN =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3");

  private CertificateNames() {}

  /**
   * The names with their kind before them, such as {@code upn:ida@example}.
   *
   * @param kinds upn, mail or uri, those that count, first things first
   */
  public static List<String> of(X509Certificate certificate, List<String> kinds)
      throws CertificateException {
    byte[] extension = certificate.getExtensionValue(ALTERNATIVE_NAMES);
    if (extension == null) {
      return List.of();
    }
    try {
      GeneralName[] all =
          GeneralNames.getInstance(ASN1OctetString.getInstance(extension).getOctets()).getNames();
      List<String> names = new ArrayList<>();
      for (String kind : kinds) {
        for (GeneralName name : all) {
          text(kind, name).ifPresent(text -> names.add(kind + ":" + text));
        }
      }
      return names;
    } catch (IllegalArgumentException e) {
      throw new CertificateException("the names in the certificate cannot be read", e);
    }
  }

  private static Optional<String> text(String kind, GeneralName name) {
    boolean wanted =
        switch (name.getTagNo()) {
          case GeneralName.otherName -> kind.equals("upn");
          case GeneralName.rfc822Name -> kind.equals("mail");
          case GeneralName.uniformResourceIdentifier -> kind.equals("uri");
          default -> false;
        };
    if (!wanted) {
      return Optional.empty();
    }
    if (!kind.equals("upn")) {
      return Optional.of(((ASN1String) name.getName()).getString());
    }
    ASN1Sequence other = ASN1Sequence.getInstance(name.getName());
    if (!UPN.equals(other.getObjectAt(0))) {
      return Optional.empty();
    }
    return Optional.of(
        ((ASN1String) ASN1TaggedObject.getInstance(other.getObjectAt(1)).getExplicitBaseObject())
            .getString());
  }
}
