// Sign-in, and beside it the way to tell of a danger without it.
import { type FormEvent, useState } from "react";
import { Code } from "@connectrpc/connect";
import { useApi } from "../api/api";
import type { Failure } from "../api/failure";
import { useIntent } from "../api/use_intent";
import { useText } from "../i18n";
import { useSession } from "../session";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { FailureNote, WarningNote } from "../ui/notes";

export function SignInScreen({ ended, failure }: { ended: boolean; failure?: Failure }) {
  const { t } = useText();
  const { session } = useApi();
  const { signedIn } = useSession();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const signIn = useIntent((request: { username: string; password: string }, { timeoutMs }) =>
    session.signIn(request, { timeoutMs }),
  );

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!username || !password) return;
    const answer = await signIn.start({ username, password });
    if (answer) signedIn(answer);
  };
  const missing = (value: string) => (tried && !value ? t("common.required") : undefined);
  const { progress } = signIn;
  const wrong = progress.kind === "failed" && progress.failure.code === Code.Unauthenticated;

  return (
    <div className="sign-in">
      <section className="card" aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">{t("signIn.title")}</h1>
        {ended && <WarningNote urgent>{t("session.ended")}</WarningNote>}
        {failure && progress.kind === "idle" && <FailureNote failure={failure} />}
        <form onSubmit={(event) => void submit(event)} noValidate>
          <TextField
            label={t("signIn.username")}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={username}
            onText={setUsername}
            error={missing(username)}
          />
          <TextField
            label={t("signIn.password")}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onText={setPassword}
            error={missing(password)}
          />
          {wrong && <WarningNote urgent>{t("signIn.wrong")}</WarningNote>}
          {progress.kind === "failed" && !wrong && <FailureNote failure={progress.failure} />}
          <Button type="submit" kind="primary" className="wide" busy={progress.kind === "sending"}>
            {t("signIn.submit")}
          </Button>
        </form>
      </section>
      <section className="card tip-card" aria-labelledby="sign-in-tip">
        <h2 id="sign-in-tip">{t("signIn.tipTitle")}</h2>
        <p>{t("signIn.tipText")}</p>
        <p>
          <a className="button button-quiet wide" href="#/tip">
            {t("signIn.tipLink")}
          </a>
        </p>
        <p>
          <a href="#/tip/status">{t("signIn.statusLink")}</a>
        </p>
      </section>
    </div>
  );
}
