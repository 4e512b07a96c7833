package org.graticule.http.account;

import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.graticule.access.Action;
import org.graticule.access.Sessions;
import org.graticule.access.Sessions.SignedIn;
import org.graticule.access.SignIn;
import org.graticule.access.Strength;
import org.graticule.access.Vocabulary;
import org.graticule.access.Way;
import org.graticule.access.openid.OpenIdSignIn;
import org.graticule.config.Settings;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.HostCookie;
import org.graticule.http.MarkView;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.http.Site;
import org.graticule.http.tls.CertificateNames;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/about} and {@code /api/v1/session}: who is there, and every way of coming in. */
public final class SessionRoutes implements Routes.Module {
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_PASSWORD = 1024;
  private static final String OIDC = "/api/v1/session/oidc";

  /** A person who is refused reads it on the page, a program in the answer. */
  private static final Map<String, String> WHERE_REFUSED =
      Map.of("Refresh", "0;url=/#/sign-in-failed");

  private final Sessions sessions;
  private final SignIn signIn;
  private final Optional<OpenIdSignIn> openId;
  private final Strength strength;
  private final Vocabulary vocabulary;
  private final Settings settings;
  private final Site site;
  private final String version;

  public SessionRoutes(
      Sessions sessions,
      SignIn signIn,
      Optional<OpenIdSignIn> openId,
      Strength strength,
      Vocabulary vocabulary,
      Settings settings,
      Site site,
      String version) {
    this.sessions = sessions;
    this.signIn = signIn;
    this.openId = openId;
    this.strength = strength;
    this.vocabulary = vocabulary;
    this.settings = settings;
    this.site = site;
    this.version = version;
  }

  /** What the sign-in page offers; {@code oidc} is what the button calls the provider. */
  record Ways(boolean password, Optional<String> oidc, boolean certificate) {}

  record About(String name, String version, MarkView mark, String notice, Ways ways) {}

  record SignInForm(String username, String password, boolean noticeAcknowledged) {}

  record OtherWay(boolean noticeAcknowledged, @Nullable Boolean again) {}

  record Leave(URI location) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/api/v1/about", Action.PUBLIC, this::about)
        .get("/api/v1/session", Action.SESSION, this::current)
        .delete("/api/v1/session", Action.SESSION, this::signOut)
        .delaying(signIn::delay)
        .post("/api/v1/session", Action.PUBLIC, this::byPassword)
        .post("/api/v1/session/certificate", Action.PUBLIC, this::byCertificate)
        .post(OIDC, Action.PUBLIC, this::leave)
        .answering(WHERE_REFUSED)
        .get(OIDC, Action.PUBLIC, this::comeBack);
  }

  private Reply about(Call call) {
    int highest = vocabulary.levels().size() - 1;
    return Reply.ok(
        new About(
            "Graticule",
            version,
            MarkView.ofLevel(vocabulary, highest),
            settings.notice(),
            new Ways(
                true,
                openId.map(OpenIdSignIn::label),
                settings.transport().tls().flatMap(tls -> tls.client()).isPresent())));
  }

  private Reply current(Call call) {
    return sessions
        .session(call.token())
        .map(session ->
            Reply.ok(
                SessionView.of(
                    call.subject(),
                    session,
                    strength,
                    vocabulary,
                    signOutElsewhere(call, session.way()),
                    sessions.idle().toSeconds())))
        .orElseThrow(Fault::notFound);
  }

  private Reply byPassword(Call call) {
    SignInForm form = call.body(SignInForm.class);
    if (form.username() == null || form.username().length() > LONGEST_NAME) {
      throw Fault.malformed(
          "bad-username", "username must have 1 to " + LONGEST_NAME + " characters");
    }
    if (form.password() == null
        || form.password().length() > LONGEST_PASSWORD
        || form.password().indexOf('\0') >= 0) {
      throw Fault.malformed(
          "bad-password",
          "password must have 1 to " + LONGEST_PASSWORD + " characters, none of them NUL");
    }
    requireNotice(form.noticeAcknowledged());
    return welcome(call, signIn.byPassword(form.username(), form.password(), call.caller()));
  }

  /** Signs in with the certificate of the connection, or of the proxy's. */
  private Reply byCertificate(Call call) {
    requireNotice(call.body(OtherWay.class).noticeAcknowledged());
    List<String> names;
    try {
      X509Certificate certificate =
          call.certificate()
              .orElseThrow(() -> signIn.refused(Way.CERTIFICATE, "no certificate", call.caller()));
      names = CertificateNames.of(certificate, settings.signIn().certificateNames());
    } catch (CertificateException e) {
      throw signIn.refused(Way.CERTIFICATE, clip(e.getMessage()), call.caller());
    }
    if (names.isEmpty()) {
      throw signIn.refused(Way.CERTIFICATE, "no name in the certificate", call.caller());
    }
    return welcome(
        call,
        signIn.byProof(
            new SignIn.Proof(
                Way.CERTIFICATE,
                "",
                names,
                Optional.empty(),
                Optional.empty(),
                SignIn.Unknown.REFUSED),
            call.caller()));
  }

  /** Where to go to sign in, with a cookie to come back with. */
  private Reply leave(Call call) {
    OtherWay form = call.body(OtherWay.class);
    requireNotice(form.noticeAcknowledged());
    OpenIdSignIn.Leave leave = provider().begin(back(call), Boolean.TRUE.equals(form.again()));
    return Reply.ok(new Leave(leave.to()))
        .with("Set-Cookie", HostCookie.DEPARTURE.issue(leave.browser(), settings.secure()));
  }

  /**
   * The browser is back from the provider. On its way from another site it brings no session; the
   * page it is sent on to looks by itself.
   */
  private Reply comeBack(Call call) {
    SignedIn signedIn =
        provider()
            .finish(
                new OpenIdSignIn.Answer(
                    call.query("code"),
                    call.query("state"),
                    call.query("iss"),
                    call.query("error"),
                    call.cookie(HostCookie.DEPARTURE)),
                back(call),
                call.caller());
    return Reply.seeOther("/#/signed-in")
        .with("Set-Cookie", HostCookie.SESSION.issue(signedIn.token(), settings.secure()));
  }

  private Reply signOut(Call call) {
    sessions.signOut(call.token(), call.subject());
    return Reply.noContent()
        .with("Set-Cookie", HostCookie.SESSION.withdraw(settings.secure()))
        .with("Clear-Site-Data", "\"cache\"");
  }

  private Reply welcome(Call call, SignedIn signedIn) {
    // Whoever was signed in here before is not any more.
    call.cookie(HostCookie.SESSION).ifPresent(sessions::replace);
    return Reply.ok(
            SessionView.of(
                signedIn.subject(),
                signedIn.session(),
                strength,
                vocabulary,
                signOutElsewhere(call, signedIn.session().way()),
                sessions.idle().toSeconds()))
        .with("Set-Cookie", HostCookie.SESSION.issue(signedIn.token(), settings.secure()));
  }

  private Optional<URI> signOutElsewhere(Call call, Way way) {
    return way == Way.OIDC
        ? openId.flatMap(provider -> provider.signOut(URI.create(site.root(call) + "/")))
        : Optional.empty();
  }

  private OpenIdSignIn provider() {
    return openId.orElseThrow(Fault::notFound);
  }

  private URI back(Call call) {
    return URI.create(site.root(call) + OIDC);
  }

  private static void requireNotice(boolean acknowledged) {
    if (!acknowledged) {
      throw Fault.unacceptable(
          "notice-not-acknowledged",
          "notice_acknowledged must be true: read the notice of use first");
    }
  }

  private static String clip(String reason) {
    return reason.length() > 200 ? reason.substring(0, 200) : reason;
  }
}
